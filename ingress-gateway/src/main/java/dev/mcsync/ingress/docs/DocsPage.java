package dev.mcsync.ingress.docs;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Writes the description as one page that needs no script. For one thread. */
final class DocsPage {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final YamlNode document;
    private final List<Operation> operations;
    private final StringBuilder out = new StringBuilder(64 * 1024);

    private DocsPage(YamlNode document) {
        this.document = document;
        this.operations = Operation.of(document);
    }

    static String of(YamlNode document) {
        DocsPage page = new DocsPage(document);
        page.write();
        return page.out.toString();
    }

    private void write() {
        YamlNode info = document.at("info");
        out.append(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>mc-sync: the calls</title>
                <link rel="stylesheet" href="/docs/page.css">
                </head>
                <body>
                """);
        writeContents();
        out.append("<main>\n");
        element("h1", info.at("title").text() + ": the calls");
        prose(info.at("summary").text());
        prose(info.at("description").text());
        out.append("<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a></p>\n");
        document.at("tags").elements().forEach(this::writeTag);
        out.append("</main>\n</body>\n</html>\n");
    }

    private void writeContents() {
        out.append("<nav aria-label=\"Calls\">\n");
        for (YamlNode tag : document.at("tags").elements()) {
            String name = tag.at("name").text();
            element("h2", name);
            out.append("<ul>\n");
            operationsOf(name)
                    .forEach(operation ->
                            out.append("<li><a href=\"#")
                                    .append(operation.id())
                                    .append("\">")
                                    .append(escape(operation.node().at("summary").text()))
                                    .append("</a></li>\n"));
            out.append("</ul>\n");
        }
        out.append("</nav>\n");
    }

    private void writeTag(YamlNode tag) {
        String name = tag.at("name").text();
        element("h2", name);
        prose(tag.at("description").text());
        operationsOf(name).forEach(this::writeOperation);
    }

    private void writeOperation(Operation operation) {
        YamlNode node = operation.node();
        out.append("<section id=\"").append(operation.id()).append("\">\n");
        element("h3", node.at("summary").text());
        out.append("<p class=\"call\"><b>")
                .append(operation.method())
                .append("</b> <code>")
                .append(escape(operation.path()))
                .append("</code></p>\n");
        prose(node.at("description").text());
        List<String> roles = operation.roles();
        prose(
                roles.isEmpty()
                        ? "Needs no token."
                        : "Opened by a token of: " + String.join(", ", roles) + ", admin.");
        writeParameters(operation.parameters());
        YamlNode body = node.at("requestBody");
        if (body.exists()) {
            element("h4", "Body");
            prose(body.at("description").text());
            writeExamples(body);
        }
        element("h4", "Answers");
        node.at("responses").members().forEach(this::writeResponse);
        out.append("</section>\n");
    }

    private void writeParameters(List<YamlNode> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        element("h4", "Parameters");
        out.append("<dl>\n");
        for (YamlNode parameter : parameters) {
            boolean required = parameter.at("required").text().equals("true");
            out.append("<dt><code>")
                    .append(escape(parameter.at("name").text()))
                    .append("</code> in ")
                    .append(escape(parameter.at("in").text()))
                    .append(required ? ", required" : "")
                    .append("</dt>\n<dd>")
                    .append(marked(parameter.at("description").text()))
                    .append("</dd>\n");
        }
        out.append("</dl>\n");
    }

    private void writeResponse(String status, YamlNode response) {
        out.append("<details>\n<summary><b>")
                .append(escape(status))
                .append("</b> ")
                .append(marked(response.at("description").text()))
                .append("</summary>\n");
        writeExamples(response);
        out.append("</details>\n");
    }

    private void writeExamples(YamlNode bodyOrResponse) {
        for (Map.Entry<String, YamlNode> content :
                bodyOrResponse.at("content").members().entrySet()) {
            element("p", content.getKey());
            content.getValue()
                    .at("examples")
                    .members()
                    .values()
                    .forEach(example -> element("pre", PrettyJson.of(example.at("value"))));
        }
    }

    private List<Operation> operationsOf(String tag) {
        return operations.stream().filter(operation -> operation.tag().equals(tag)).toList();
    }

    /** Paragraphs that an empty line parts, with code between backticks. */
    private void prose(String text) {
        for (String paragraph : text.split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                out.append("<p>").append(marked(paragraph)).append("</p>\n");
            }
        }
    }

    private void element(String name, String text) {
        out.append('<').append(name).append('>').append(escape(text));
        out.append("</").append(name).append(">\n");
    }

    private static String marked(String text) {
        return CODE.matcher(escape(text)).replaceAll("<code>$1</code>");
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
