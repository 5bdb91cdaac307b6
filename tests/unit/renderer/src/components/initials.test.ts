import { expect, it } from 'vitest'
import { initials } from '../../../../../renderer/src/components/initials.ts'

it.each([
  ['Accounting', 'A'],
  ['Front desk', 'FD'],
  ['Anna Maria Schmidt', 'AS'],
  ['Example GmbH, purchasing', 'EG'],
  ['  özil  çelik ', 'ÖÇ'],
  ['Anna (work)', 'A'],
  ['Иван Петров', 'ИП'],
  ['e\u0301mile', 'E\u0301'],
  ['王小明', '王'],
  ['+49 30 123', null],
  ['<b>', null],
  ['', null],
])('the badge of %j shows %j', (name, letters) => expect(initials(name)).toBe(letters))
