/** An OData string literal: quotes inside are doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The literal in a path: quotes are doubled, then the text is percent-encoded. */
export function pathLiteral(text: string): string {
  return `'${encodeURIComponent(text.replaceAll("'", "''")).replaceAll("'", "%27")}'`;
}
