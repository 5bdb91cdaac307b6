import type { Contact } from '../../../shared/domain/contact.ts'

const kinds: readonly (readonly [RegExp, Contact['numbers'][number]['kind']])[] = [
  [/fax/, 'fax'],
  [/cell|mobil|handy|iphone|car\b|autotel/, 'mobile'],
  [/work|business|office|company|main|gesch|arbeit|büro|dienst|firma/, 'work'],
  [/home|priv|zuhause/, 'home'],
]

/** A number's kind by words such as `cell`, `WORK`, `Telefon geschäftlich`. */
export function kindOf(words: readonly string[]): Contact['numbers'][number]['kind'] {
  const text = words.join(' ').toLowerCase()
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
}
