/** A message without what lets somebody else act as the user: digest answers and SRTP keys. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/^((?:Proxy-)?Authorization\s*:.*)$/gim, (line) =>
      line.replace(/\b(response|cnonce|nonce|opaque)\s*=\s*("[^"]*"|[^,\s]+)/gi, '$1="***"'),
    )
    .replace(/(a=crypto:\d+ \w+ inline:)[^\s|;]+/g, '$1***')
}
