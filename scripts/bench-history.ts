// The history with very many calls: from a key to the rows in the page, opening, scrolling, importing; callers looked up; size on the disk.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from 'playwright'
import { createContactIndex, indexed } from '../electron/main/contacts/contact-index.ts'
import { contactsKind } from '../electron/main/contacts/contact-schema.ts'
import { entryRows } from '../electron/main/storage/entries.ts'
import { migrate } from '../electron/main/storage/migrations.ts'
import { openStore } from '../electron/main/storage/store.ts'
import { numberTail } from '../shared/domain/call-matching.ts'
import type { Cdr } from '../shared/domain/cdr.ts'
import { contactSchema } from '../shared/domain/contact.ts'
import { practice, type Sandbox } from '../tests/sandbox/index.ts'
import { type App, launchApp, signIn } from '../tests/support/app.ts'
import type { Record } from './bench-results.ts'

const destinations = [
  'Germany, Berlin',
  'Germany, mobile',
  'Austria, Vienna',
  'United Kingdom, London',
  'France',
  'Spain, mobile',
  'USA',
  'Germany, Hamburg',
]
const names = ['Anna Example', 'Bernd Sample', 'Accounting', 'Jörg Müller', 'Front desk', 'Dr. Weber']
/** Time between two calls, ms: so many make a year of 100,000. */
const APART = 315_000
const texts = ['germany mobile', '0301234', 'accounting', 'müller', 'an', '+49 30 55', 'london', 'weber berlin']

/** Numbers from 0 to `below` - 1, the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
}
const phone = (random: (below: number) => number): string => `+4930${1_000_000 + random(9_000_000)}`

function cdrs(count: number, from: number): Cdr[] {
  const random = numbers(42)
  return Array.from({ length: count }, (_, i) => {
    const number = phone(random).replace('+', '00')
    const units = random(3000)
    return {
      key: `${i}|${number}|1`,
      startedAt: from + i * APART + 4000,
      seconds: 60,
      mismatch: false,
      number,
      destination: destinations[random(destinations.length)] ?? '',
      amount: { units, currency: 'EUR' },
      amountWithTax: { units: Math.round(units * 1.19), currency: 'EUR' },
      type: 'VOIP',
    }
  })
}

/** Fills an account's database with so many calls and as many records, most of which belong to them. */
export function fill(path: string, count: number): void {
  const database = new DatabaseSync(path)
  migrate(database)
  database.exec('PRAGMA synchronous = OFF; BEGIN')
  const random = numbers(42)
  const from = Date.now() - count * APART
  const call = database.prepare(
    `INSERT INTO call_log (id, line_id, line_label, direction, number, name, anonymous, started_at, connected_at, ended_at, outcome, unseen, tail)
     VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 0, ?)`,
  )
  const record = database.prepare(
    `INSERT INTO record (key, same, tail, started_at, seconds, mismatch, number, destination, net, with_tax, currency, type) VALUES (?, ?, ?, ?, 60, 0, ?, ?, ?, ?, 'EUR', 'VOIP')`,
  )
  for (const [i, cdr] of cdrs(count, from).entries()) {
    const tail = numberTail(cdr.number)
    const missed = random(5) === 0
    const began = from + i * APART
    const name = random(3) ? null : (names[random(names.length)] ?? null)
    call.run(
      `call-${100_000 + i}`,
      `sip_${1 + random(3)}`,
      ['Office', 'Home', 'Secure'][random(3)] ?? '',
      missed ? 'incoming' : 'outgoing',
      cdr.number.replace(/^00/, '+'),
      name,
      began,
      missed ? null : began + 4000,
      began + 64_000,
      missed ? 'missed' : 'connected',
      tail,
    )
    record.run(cdr.key, cdr.key.slice(0, -2), tail, cdr.startedAt, cdr.number, cdr.destination, cdr.amount?.units ?? 0, cdr.amountWithTax?.units ?? 0)
  }
  entryRows(database).rebuild()
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Opens the app on an account with so many calls and records. */
async function appWith(sandbox: Sandbox, count: number): Promise<{ app: App; size: number; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-history-'))
  const who = { address: sandbox.provider.address, user: practice.userName, password: practice.password }
  const first = await launchApp({ userData: folder })
  await signIn(first.page, who)
  // by then the account has its database
  await first.page.getByRole('button', { name: 'Trust for this line' }).waitFor()
  await first.close()
  const [name] = readdirSync(join(folder, 'accounts')).filter((file) => file.endsWith('.db'))
  const path = join(folder, 'accounts', name ?? '')
  fill(path, count)
  const size = statSync(path).size
  const app = await launchApp({ userData: folder })
  await signIn(app.page, who)
  await app.page.getByRole('button', { name: 'Trust for this line' }).click()
  return { app, size, folder }
}

/** From a key in the search field to the page with the rows of its text, for each key of some texts, ms. */
async function keyPresses(page: Page): Promise<number[]> {
  const field = page.getByLabel('Name, number, place')
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    let began = 0
    let typed = false
    document.addEventListener('keydown', () => (began = performance.now()), true)
    document.addEventListener('input', () => (typed = true), true)
    const pane = document.querySelector('.result-pane')
    // busy from the key's own rendering until the rows are those of the new text; not at all where they were read before
    if (pane)
      new MutationObserver(() => {
        if (!typed || pane.getAttribute('aria-busy') !== 'false') return
        times.push(performance.now() - began)
        typed = false
      }).observe(pane, { attributes: true, childList: true, characterData: true, subtree: true })
  })
  for (const text of texts) {
    await field.fill('')
    await page.waitForFunction(() => document.querySelectorAll('.history-row').length > 10)
    await page.waitForTimeout(600)
    await field.pressSequentially(text, { delay: 150 })
  }
  await page.waitForTimeout(600)
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}

/** From the click on Calls to its first rows, ms. */
async function openings(page: Page, runs: number): Promise<number[]> {
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    await page.getByRole('button', { name: 'Phone', exact: true }).click()
    await page.getByLabel('Number or name').waitFor()
    values.push(
      await page.evaluate(
        () =>
          new Promise<number>((done) => {
            const began = performance.now()
            const observer = new MutationObserver(() => {
              if (!document.querySelector('.history-row')) return
              observer.disconnect()
              done(performance.now() - began)
            })
            observer.observe(document.body, { childList: true, subtree: true })
            const calls = [...document.querySelectorAll<HTMLElement>('nav.side button')].find((button) => button.textContent?.startsWith('Calls'))
            calls?.click()
          }),
      ),
    )
  }
  return values
}

/** The longest tasks of the page while 10,000 rows are scrolled through, ms: each scroll of a screen is one value. */
async function scrolling(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const pane = document.querySelector('.result-pane') as HTMLElement
    const longest: number[] = []
    let last = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) last = Math.max(last, entry.duration)
    }).observe({ entryTypes: ['longtask'] })
    while (pane.scrollTop < 10_000 * 53) {
      const before = pane.scrollTop
      last = 0
      pane.scrollBy({ top: 10 * 53 })
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
      longest.push(last)
      if (pane.scrollTop === before) await new Promise((done) => setTimeout(done, 5))
    }
    return longest
  })
}

/** Records saved as they come from the provider, 500 at a time, against bare SQLite writing the same rows in one transaction; rows a second. */
function importing(record: Record): void {
  const count = 20_000
  const rates: number[] = []
  const bare: number[] = []
  for (let run = 0; run < 3; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
    const all = cdrs(count, 1_700_000_000_000)
    const store = openStore({ path: join(folder, 'ours.db'), now: Date.now, onState: () => {} })
    let began = performance.now()
    for (let i = 0; i < count; i += 500) store.answer('saveCdrs', { cdrs: all.slice(i, i + 500) })
    rates.push((count * 1000) / (performance.now() - began))
    store.close()
    // the rows that our own import wrote, with their indexes
    const plain = new DatabaseSync(join(folder, 'plain.db'))
    migrate(plain)
    plain.prepare('ATTACH ? AS ours').run(join(folder, 'ours.db'))
    const tables = ['record', 'entry'].map((table) => {
      const rows = plain.prepare(`SELECT * FROM ours.${table}`).all()
      const columns = Object.keys(rows[0] ?? {})
      return { table, rows: rows.map((row) => Object.values(row)), columns }
    })
    began = performance.now()
    plain.exec('BEGIN')
    for (const { table, rows, columns } of tables) {
      const insert = plain.prepare(`INSERT INTO main.${table} (${columns}) VALUES (${columns.map(() => '?')})`)
      for (const row of rows) insert.run(...row)
    }
    plain.exec('COMMIT')
    bare.push((count * 1000) / (performance.now() - began))
    plain.close()
    rmSync(folder, { recursive: true, force: true })
  }
  record('history-import', 'rows a second', rates, bare)
}

/** Who calls, among 10,000 contacts, µs: by the number, in national notation, and by its last digits; when a call comes, and in the database. */
function callers(record: Record): void {
  const random = numbers(7)
  const index = createContactIndex(() => 'DE')
  const folder = mkdtempSync(join(tmpdir(), 'bench-contacts-'))
  const store = openStore({ kind: contactsKind, path: join(folder, 'contacts.db'), now: Date.now, onState: () => {} })
  store.answer('setRegion', { region: 'DE' })
  const called = Array.from({ length: 10_000 }, (_, i) => {
    const number = phone(random)
    const contact = contactSchema.parse({
      id: crypto.randomUUID(),
      name: `Contact ${i}`,
      note: '',
      favourite: false,
      numbers: [{ kind: 'work', number }],
    })
    index.put(indexed(contact, 'DE'))
    store.answer('save', { contact })
    return number
  })
  const forms = [(n: string) => n, (n: string) => n.replace('+49', '0'), (n: string) => n.replace('+49', '')]
  const measure = (of: (number: string) => unknown): number[] =>
    Array.from({ length: 3000 }, (_, i) => {
      const number = forms[i % forms.length]?.(called[(i * 7) % called.length] ?? '') ?? ''
      const began = performance.now()
      of(number)
      return (performance.now() - began) * 1000
    })
  record('caller-look-up', 'µs', measure(index.of))
  record(
    'caller-look-up-database',
    'µs',
    measure((number) => store.answer('caller', { number })),
  )
  store.close()
  rmSync(folder, { recursive: true, force: true })
}

/** @param million also with a million entries, which takes minutes */
export async function historyBench(sandbox: Sandbox, record: Record, million: boolean): Promise<void> {
  importing(record)
  callers(record)
  for (const [count, suffix] of [[100_000, ''], ...(million ? [[500_000, '-1m'] as const] : [])] as const) {
    const { app, size, folder } = await appWith(sandbox, count)
    const { page } = app
    record(`history-open${suffix}`, 'ms', await openings(page, 11))
    record(`history-key-press${suffix}`, 'ms', await keyPresses(page))
    if (suffix === '') {
      await page.getByLabel('Name, number, place').fill('')
      await page.waitForTimeout(1000)
      record('history-scroll', 'ms, longest task', await scrolling(page))
      record('database-size', 'bytes a call', [size / count])
    }
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
