import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardSlip } from '../../../../../electron/main/billing/card-slip.ts'
import { createCallshop } from '../../../../../electron/main/history/callshop.ts'
import { createCallshopDesk } from '../../../../../electron/main/history/callshop-desk.ts'
import { writePrinted } from '../../../../../electron/main/history/printed.ts'
import { writeWhole } from '../../../../../electron/main/history/whole-file.ts'
import type { CallshopRecord } from '../../../../../shared/domain/cdr.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const eur = (units: number) => ({ units, currency: 'EUR' })
const record = (caller: string, minutesAgo: number, callee = '00447700900123'): CallshopRecord => ({
  startedAt: NOW - minutesAgo * 60_000,
  caller,
  callee,
  destination: '<b>UK</b>',
  seconds: 55,
  billedSeconds: 60,
  amount: eur(1000),
  amountWithTax: eur(1190),
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function desk(records: CallshopRecord[]) {
  const { database, signal } = openAccountOn()
  const common = { database, now: () => NOW, zone: () => 'Europe/Berlin' }
  const callshop = createCallshop({ ...common, fetch: async () => ({ records, skipped: 0, complete: true, unread: [] }) })
  return createCallshopDesk({ ...common, callshop, signal })
}
const noPdf = async () => null

describe('a callshop’s desk', () => {
  it('has all of today’s calls, however many, and none of yesterday', async () => {
    const many = Array.from({ length: 1500 }, (_, i) => record(`00301${i % 3}`, (i % 600) + 1))
    const d = desk([...many, record('00301', 24 * 60)])
    const { booths, total, readAt } = await d.read(true)
    expect([booths.map(({ all }) => all.calls), total.calls, total.provider, readAt]).toEqual([[500, 500, 500], 1500, [eur(1190 * 1500)], NOW])
    expect((await d.calls({ caller: '003010', scope: 'today' })).length).toBe(500)
  })
  it('keeps what booths are called, changes at once lose nothing', async () => {
    const d = desk([record('1', 5), record('2', 4)])
    await d.read(true)
    await Promise.all([d.nameBooth('1', 'Left'), d.nameBooth('2', 'Right'), d.nameBooth('1', 'By the door')])
    const { booths } = await d.read(false)
    expect(booths.map(({ name }) => name)).toEqual(['Right', 'By the door'])
  })
  it('puts each call of a booth on one receipt, at the shop’s price', async () => {
    const d = desk([record('1', 5), record('1', 9), record('2', 4)])
    await d.read(true)
    const { settings } = await d.read(false)
    await d.change({ ...settings, shopName: 'Shop & Co', pricing: { kind: 'percent', percent: 10_000, perMinute: 0, roundUpTo: 100 } })
    await d.nameBooth('1', '<i>Left</i>')
    const { write } = await d.receipt({ caller: '1', scope: 'open' })
    const path = await write(join(folder, 'receipt.pdf'), 'en', noPdf)
    // without a PDF it is a page
    expect(path).toBe(join(folder, 'receipt.html'))
    const page = readFileSync(path, 'utf8')
    for (const part of ['Shop &#38; Co', '&#60;i&#62;Left', '€0.24', '€0.48', '+44', '&#60;b&#62;UK']) expect(page).toContain(part)
    expect(page).not.toContain('0.119')
    expect(page.match(/<tr><td>2026/g)).toHaveLength(2)
    await expect(d.receipt({ caller: '1', scope: 'open' })).rejects.toMatchObject({ code: 'not-found' })
    expect((await d.read(false)).booths.find(({ caller }) => caller === '1')).toMatchObject({ all: { calls: 2 }, open: { calls: 0 } })
    // all of today can be printed again
    await (await d.receipt({ caller: '1', scope: 'today' })).write(join(folder, 'again.pdf'), 'de', noPdf)
    expect(readFileSync(join(folder, 'again.html'), 'utf8')).toContain('0,48')
  })
  it('leaves calls open when their receipt could not be written', async () => {
    const d = desk([record('1', 5)])
    await d.read(true)
    const { write } = await d.receipt({ caller: '1', scope: 'open' })
    await expect(write(join(folder, 'missing', 'receipt.pdf'), 'en', noPdf)).rejects.toThrow()
    expect((await d.calls({ caller: '1', scope: 'open' })).length).toBe(1)
  })
})

describe('a card’s slip', () => {
  const card = {
    cli: '491713920001',
    customer: 'Kiosk <1>',
    serial: '204118',
    balance: eur(50_000),
    loaded: null,
    state: 'usable',
    movedTo: null,
    checkedAt: NOW,
    createdAt: null,
  } as const
  it('has the PIN only when it is wanted', () => {
    expect(cardSlip(card, null, 'en', 'UTC')).not.toContain('PIN')
    const slip = cardSlip(card, '1357924680', 'de', 'UTC')
    for (const part of ['1357924680', 'Kiosk &#60;1&#62;', '204118', 'Telefonkarte']) expect(slip).toContain(part)
  })
  it('leaves no copy of the PIN where the PDF was made from', async () => {
    let made = ''
    const print = async (page: string) => {
      made = page
      expect(readFileSync(page, 'utf8')).toContain('1357924680')
      return new Uint8Array([1])
    }
    const path = await writePrinted(join(folder, 'slip.pdf'), {
      write: (to) => writeWhole(to, (part) => part(cardSlip(card, '1357924680', 'en', 'UTC'))),
      footer: '',
      tagged: true,
      print,
      signal: new AbortController().signal,
    })
    expect([path, existsSync(made), readdirSync(folder)]).toEqual([join(folder, 'slip.pdf'), false, ['slip.pdf']])
  })
})
