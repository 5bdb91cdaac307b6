// PINs of vouchers and calling cards (provider API, module topup): digits, perhaps letters, printed in groups.

/** A PIN without what people put between its groups; null where the text is none. */
export function readPin(text: string): string | null {
  const bare = text.replace(/[\s-]/g, '')
  return /^[0-9A-Za-z]{4,32}$/.test(bare) ? bare : null
}

/** Digits of the shortest PIN that is looked for among other words. */
const SHORTEST = 6

/**
 * The PIN in a text that was copied: the whole text, or the one group of digits in it (`Ihre PIN: 0012 3456-78`). Null where there is none,
 * or where it is not clear which one.
 */
export function findPin(text: string): string | null {
  const whole = readPin(text.slice(0, 200))
  // words are no groups of a PIN
  if (
    whole &&
    text
      .trim()
      .split(/[\s-]+/)
      .every((group) => /\d/.test(group))
  )
    return whole
  const groups = [...text.slice(0, 2000).matchAll(/(?<![\p{L}\d])\d(?:[ \u00a0-]?\d)*(?![\p{L}\d])/gu)].map(([found]) => found.replace(/\D/g, ''))
  const [pin, ...others] = new Set(groups.filter(({ length }) => length >= SHORTEST && length <= 32))
  return pin && !others.length ? pin : null
}

/** A text without the PIN that it may quote, as a provider's refusal does; also where it is written in groups. */
export function withoutPin(text: string, pin: string): string {
  const quoted = [...pin].map((sign) => sign.replace(/[^0-9A-Za-z]/g, '')).join('[\\s-]?')
  return quoted ? text.replace(new RegExp(quoted, 'gi'), '•••') : text
}
