import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse as parseAsShipped } from 'sip.js/lib/grammar/pegjs/dist/grammar.js'
import { afterAll, expect, it, vi } from 'vitest'
import { keepDecodedRules } from '../../../scripts/sip-grammar.ts'

const library = resolve('node_modules/sip.js/lib')
const folder = mkdtempSync(join(tmpdir(), 'grammar-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'grammar.mjs')
const changed = keepDecodedRules(readFileSync(join(library, 'grammar/pegjs/dist/grammar.js'), 'utf8'))
writeFileSync(path, changed.replaceAll('"../../', `"${pathToFileURL(join(library, 'grammar')).href}/`))
const { parse } = (await import(pathToFileURL(path).href)) as { parse: typeof parseAsShipped }

it.each([
  ['Contact', '"Müller, Anna" <sip:anna@127.0.0.1:5060;transport=udp>;expires=600;q=0.5, <sip:b@[2001:db8::1]>'],
  ['Via', 'SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1234;rport=5060;received=192.0.2.1'],
  ['CSeq', '1 INVITE'],
  ['From', '<tel:+49-30-2312-5110>;tag=a'],
  ['WWW_Authenticate', 'Digest realm="example", nonce="n", qop="auth,auth-int", algorithm=SHA-256'],
  ['Replaces', '425928@example;to-tag=7743;from-tag=6472'],
  ['SIP_URI', 'sip:no at all'],
  ['Refer_To', ''],
])('reads %s as the grammar of sip.js does: %s', (startRule, text) => {
  const read = (by: typeof parse): unknown => {
    try {
      const data = {}
      return [by(text, { startRule, data }), data]
    } catch (e) {
      return (e as Error).message
    }
  }
  expect(JSON.stringify(read(parse))).toBe(JSON.stringify(read(parseAsShipped)))
})

it('decodes each rule once', () => {
  parse('1 INVITE', { startRule: 'CSeq', data: {} })
  const split = vi.spyOn(String.prototype, 'split')
  parse('2 BYE', { startRule: 'CSeq', data: {} })
  expect(split).not.toHaveBeenCalled()
  parseAsShipped('2 BYE', { startRule: 'CSeq', data: {} })
  expect(split.mock.calls.length).toBeGreaterThan(200)
  split.mockRestore()
})

it('says so when sip.js decodes in another way', () => {
  expect(() => keepDecodedRules('export const parse = 1')).toThrow('scripts/sip-grammar.ts')
})
