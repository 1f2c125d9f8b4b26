/** `agt_atlas` reads atlas: the prefix that every agent has says nothing where room is short. */
export function agentName(id: string): string {
  const name = id.replace(/^(agt|agent)[_.:-]/i, '');
  return name === '' ? id : name;
}
