package dev.mcsync.infra.operator.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A piece of work that the demonstration invents: its title and what its agent says on the way.
 *
 * @param failure what it says when it fails
 */
record Job(String title, List<String> messages, String errorCode, String failure) {
    private static final List<Job> ALL =
            List.of(
                    new Job(
                            "Migrar índices da tabela de eventos",
                            List.of(
                                    "Lendo o plano atual das consultas",
                                    "Criando índice parcial sem bloquear escritas",
                                    "Reindexando a partição 8 de 12",
                                    "Comparando planos antes e depois"),
                            "tempo_esgotado",
                            "O índice não terminou na janela combinada"),
                    new Job(
                            "Atualizar o relatório semanal de vendas",
                            List.of(
                                    "Coletando números das lojas",
                                    "Conferindo devoluções da semana",
                                    "Montando os gráficos"),
                            "dados_incompletos",
                            "Faltam os números de duas lojas"),
                    new Job(
                            "Corrigir a tela de login no celular",
                            List.of(
                                    "Reproduzindo o defeito em 360 px",
                                    "Ajustando o teclado virtual",
                                    "Rodando os testes de interface"),
                            "teste_falhou",
                            "Dois testes de interface continuam vermelhos"),
                    new Job(
                            "Responder às dúvidas da fila de suporte",
                            List.of(
                                    "Lendo 14 mensagens novas",
                                    "Agrupando perguntas parecidas",
                                    "Escrevendo respostas para revisão"),
                            "sem_acesso",
                            "A caixa de entrada recusou a senha"),
                    new Job(
                            "Revisar o contrato do fornecedor",
                            List.of(
                                    "Comparando com a versão anterior",
                                    "Marcando cláusulas que mudaram",
                                    "Resumindo os pontos de atenção"),
                            "arquivo_ilegivel",
                            "O PDF enviado não tem texto"),
                    new Job(
                            "Preparar as imagens do novo catálogo",
                            List.of(
                                    "Recortando 48 fotos",
                                    "Acertando luz e contraste",
                                    "Gerando versões para a web"),
                            "sem_espaco",
                            "O disco do estúdio está cheio"),
                    new Job(
                            "Investigar o pico de erros das 14h",
                            List.of(
                                    "Separando os registros por serviço",
                                    "O pico veio de um único cliente",
                                    "Escrevendo a linha do tempo"),
                            "registros_ausentes",
                            "Os registros do período já foram apagados"),
                    new Job(
                            "Traduzir o guia de instalação",
                            List.of(
                                    "Traduzindo o capítulo 2 de 5",
                                    "Conferindo os nomes dos botões",
                                    "Revisando o vocabulário"),
                            "termo_ambiguo",
                            "Há termos que só a equipe pode decidir"),
                    new Job(
                            "Treinar o classificador de chamados",
                            List.of(
                                    "Limpando 3.200 exemplos",
                                    "Época 4 de 10, acerto de 87%",
                                    "Medindo nos chamados de ontem"),
                            "memoria_insuficiente",
                            "O treino não coube na memória"),
                    new Job(
                            "Conciliar os pagamentos de ontem",
                            List.of(
                                    "Baixando o extrato do banco",
                                    "Casando 412 lançamentos",
                                    "Restam 3 lançamentos sem par"),
                            "extrato_indisponivel",
                            "O banco não liberou o extrato"));

    static Job any(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** The one that a title stands for; a task that people made themselves gets any. */
    static Job named(String title, RandomGenerator random) {
        return ALL.stream()
                .filter(job -> title.startsWith(job.title()))
                .findFirst()
                .orElseGet(() -> any(random));
    }
}
