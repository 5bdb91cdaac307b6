import { expect, it } from 'vitest'
import { markSchemas } from '../../../scripts/unused-schemas.ts'

it('marks schemas as without effect, and nothing else', () => {
  const code = [
    "import { z } from 'zod'",
    'export const callSchema = base.extend({ id: z.string() })',
    'const group = z.string().trim().max(60), most = 3',
    'export const currencySchema = moneySchema.shape.currency',
    'export const started = start()',
    'export const readCall = (text) => callSchema.parse(text)',
  ].join('\n')
  expect(markSchemas(code).split('\n')).toEqual([
    "import { z } from 'zod'",
    'export const callSchema = /* @__PURE__ */ (() => base.extend({ id: z.string() }))()',
    'const group = /* @__PURE__ */ (() => z.string().trim().max(60))(), most = 3',
    'export const currencySchema = /* @__PURE__ */ (() => moneySchema.shape.currency)()',
    'export const started = start()',
    'export const readCall = (text) => callSchema.parse(text)',
  ])
})
