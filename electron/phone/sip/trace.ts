/** A message without the secrets that would let a reader act as the user: digest answers and SRTP keys. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/^((?:Proxy-)?Authorization\s*:.*)$/gim, (line) =>
      line.replace(/\b(response|cnonce|nonce|opaque)\s*=\s*("[^"]*"|[^,\s]+)/gi, '$1="***"'),
    )
    .replace(/(a=crypto:\d+ \w+ inline:)[^\s|;]+/g, '$1***')
}
