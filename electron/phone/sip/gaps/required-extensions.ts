/** Extensions that a request may require of us, by their option tags (RFC 3261 8.2.2.3). */
const supported = ['timer', 'replaces', 'norefersub']

/**
 * Gap in sip.js: it ignores Require. What a request requires and we do not support goes into the Unsupported header of a 420
 * (RFC 3261 8.2.2.3).
 *
 * @param require the request's Require header; undefined when it has none
 * @returns option tags in lower case, in the header's order; empty when the request can be processed
 */
export function unsupportedExtensions(require: string | undefined): string[] {
  return (require ?? '')
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '' && !supported.includes(tag))
}
