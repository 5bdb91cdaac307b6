import { expect, it } from 'vitest'
import { pseudoText } from '../../../gallery/pseudo.ts'

it('the language for tests is longer, in brackets, and keeps its places', () => {
  expect(pseudoText('Call {name} on {line}')).toMatch(/^\[Cåll \{name\} öñ \{line\}~+\]$/)
})
