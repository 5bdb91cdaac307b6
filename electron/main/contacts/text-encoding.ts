import type { TextEncoding } from '../../../shared/domain/contact-import.ts'

/** Bytes from the beginning of a file that tell its encoding. */
const LOOKED_AT = 64 * 1024

/** The encoding of a text file: by its byte order mark, by zeros at every other byte, UTF-8 where it is valid, else Windows' own. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, LOOKED_AT)
  let even = 0
  let odd = 0
  for (const [i, byte] of head.entries()) if (byte === 0) i % 2 ? odd++ : even++
  if (odd > head.length / 5 && odd > even * 4) return 'utf-16le'
  if (even > head.length / 5 && even > odd * 4) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Bytes as text, without a byte order mark. */
export const decodeText = (bytes: Uint8Array, encoding: TextEncoding): string => new TextDecoder(encoding).decode(bytes)
