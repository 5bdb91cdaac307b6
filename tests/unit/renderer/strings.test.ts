import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import de from '../../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../../renderer/src/i18n/en.json' with { type: 'json' }
import { callEndSchema, callOutcomeSchema } from '../../../shared/domain/call.ts'
import { dialRequestSchema, globalKeySchema, managedFunctions, notificationKinds } from '../../../shared/domain/desktop.ts'
import { errorCodeSchema } from '../../../shared/domain/failure.ts'
import { certificateSchema, lineReasonSchema, sipTransportSchema } from '../../../shared/domain/line.ts'

const flat = (o: object, path = ''): [string, string][] =>
  Object.entries(o).flatMap(([k, v]) => (typeof v === 'string' ? [[path + k, v] as [string, string]] : flat(v, `${path}${k}.`)))
const [english, german] = [new Map(flat(en)), new Map(flat(de))]
const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? files(join(folder, e.name)) : /\.tsx?$/.test(e.name) ? [join(folder, e.name)] : [],
  )
const source = files('renderer/src').map((f) => [f, readFileSync(f, 'utf8')] as const)

it('both languages say the same things with the same places in them', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort())
  const places = (t: string) => [...t.matchAll(/\{(\w+)\}/g)].map(([, n]) => n).sort()
  for (const [key, text] of english) expect([key, places(german.get(key) ?? '')]).toEqual([key, places(text)])
})
it.each([
  ['error', errorCodeSchema.options],
  ['reason', lineReasonSchema.shape.code.options],
  ['end', callEndSchema.shape.code.options],
  ['outcome', callOutcomeSchema.options],
  ['transport', sipTransportSchema.options],
  ['cert.why', certificateSchema.shape.problem.options],
  ['managed.function', managedFunctions],
  ['desk.notification', notificationKinds],
  ['desk.key', globalKeySchema.options],
  ['link.from', dialRequestSchema.shape.origin.options],
])('every %s has its text', (prefix, codes) => expect(codes.filter((c) => !english.has(`${prefix}.${c}`))).toEqual([]))
it('every text that the screens ask for exists, and none is left over', () => {
  const asked = new Set(source.flatMap(([, text]) => [...text.matchAll(/['"`]([a-z]+(?:\.[\w$-]+)+)['"`]/gi)].map(([, k]) => k ?? '')))
  const prefixes = source.flatMap(([, text]) => [...text.matchAll(/`([a-z]+(?:\.[a-z]+)*\.)\$\{/g)].map(([, p]) => p ?? ''))
  const used = (key: string): boolean =>
    asked.has(key) || asked.has(key.replace(/_(one|other)$/, '')) || prefixes.some((p) => key.startsWith(p)) || key.startsWith('mac.')
  expect([...english.keys()].filter((k) => !used(k))).toEqual([])
  const missing = source
    .flatMap(([, text]) => [...text.matchAll(/\bt\('([\w.-]+)'/g)].map(([, k]) => k ?? ''))
    .filter((k) => !english.has(k) && !english.has(`${k}_other`))
  expect(missing).toEqual([])
})
it('what is the same in both languages is the same word, not an untranslated text', () => {
  const shared =
    'Audio, Cmd, Codec, Option, Desktop, Details, Deutsch, Digital, English, Fax, Filter, Jitter, MOS, Name, PIN, Problem, Proxy: {proxy}, Realm, Reseller, SMS, SRTP (SDES), Server, Start, System, TCP, TLS, Text, UDP, UTF-16, UTF-8, Updates, Version {version}, WebRTC (DTLS), WebSocket, offline'
  const same = [...english]
    .filter(([key, text]) => german.get(key) === text && /[a-z]{3,}/i.test(text.replace(/\{\w+\}/g, '')))
    .map(([, text]) => text)
  expect(same.filter((text) => !shared.split(', ').includes(text))).toEqual([])
})
it('no text is written into a screen', () => {
  const hard = source
    .filter(([f]) => f.endsWith('.tsx'))
    .flatMap(([f, text]) => [...text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)\s*</g)].map(([, found]) => `${f}: ${found}`))
  expect(hard).toEqual([])
})
