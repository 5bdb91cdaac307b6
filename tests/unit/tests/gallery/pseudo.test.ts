import { expect, it } from 'vitest'
import { pseudoText } from '../../../gallery/pseudo.ts'

it('the pseudo language is longer, in brackets, and keeps its placeholders', () => {
  expect(pseudoText('Call {name} on {line}')).toMatch(/^\[Cåll \{name\} öñ \{line\}~+\]$/)
})
