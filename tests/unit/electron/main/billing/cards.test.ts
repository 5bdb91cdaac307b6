import { describe, expect, it } from 'vitest'
import type { Areas } from '../../../../../electron/main/billing/areas.ts'
import { createCards } from '../../../../../electron/main/billing/cards.ts'
import type { Envelope } from '../../../../../electron/main/provider/envelope.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

const cli = '4917604069095'
const newCli = '4917604069096'
const reply = (active: unknown, of = cli) => ({
  Kunde: 'Jörg',
  CLI: of,
  Amount: '5,00 EUR',
  AmountAll: '5,00 EUR',
  fldSerial: '12',
  fldPIN: '9',
  active,
})
const broken = new AppError('provider-unreachable', '', { details: { code: 'ERR_EMPTY_RESPONSE' } })
const gone = new AppError('not-known', '')

/** Cards over a provider that gives these answers one after the other. */
function cards(...answers: (object | null | AppError)[]) {
  const sent: string[] = []
  const client = {
    request: async (_credentials: unknown, { form }: { form: Record<string, string> }): Promise<Envelope> => {
      sent.push(`${form['act']} ${form['Telefon'] ?? form['cli']}`)
      const answer = answers.shift() ?? null
      if (answer instanceof AppError) throw answer
      return { ok: true, codes: [], body: answer }
    },
  }
  const account = openAccountOn(undefined, { client: client as never })
  const areas = { ask: (_area: string, request: (c: unknown) => unknown) => request(account.credentials) } as unknown as Areas
  return { sent, cards: createCards(account, { areas, now: () => 1_000, realm: () => 'r', onChange: () => {} }) }
}

describe('the state of a card after an action', () => {
  it.each([
    ['block', { action: 'block', cli }, 1, 'usable'],
    ['block', { action: 'block', cli }, '', 'blocked'],
    ['unblock', { action: 'unblock', cli }, '', 'blocked'],
    ['unblock', { action: 'unblock', cli }, '1', 'usable'],
    ['disable', { action: 'disable', cli }, ' ', 'disabled'],
    ['disable', { action: 'disable', cli }, 1, 'usable'],
  ] as const)('is what the reply says: %s', async (_name, change, active, state) => {
    const { cards: c } = cards(reply(active))
    expect(await c.change(change)).toMatchObject({ state, checkedAt: 1_000 })
    expect((await c.list())[0]?.state).toBe(state)
  })
  it('is what was accepted where the reply has no data', async () => {
    const { cards: c } = cards(null)
    expect((await c.change({ action: 'block', cli })).state).toBe('blocked')
  })
  it.each(['block', 'unblock', 'disable'] as const)(
    'is unknown when the connection broke: %s; it is sent once, and asking again tells',
    async (action) => {
      const { cards: c, sent } = cards(reply(1), broken, reply(''))
      await c.lookUp(cli)
      expect(await c.change({ action, cli })).toMatchObject({ state: 'unknown', checkedAt: 1_000, customer: 'Jörg' })
      expect((await c.list())[0]?.state).toBe('unknown')
      expect(sent).toHaveLength(2)
      expect((await c.lookUp(cli)).state).toBe('blocked')
    },
  )
  it('stays what it was when the provider refused', async () => {
    const { cards: c } = cards(reply(1), new AppError('provider-refused', ''))
    await c.lookUp(cli)
    await expect(c.change({ action: 'block', cli })).rejects.toMatchObject({ code: 'provider-refused' })
    expect((await c.list())[0]?.state).toBe('usable')
  })
  it('a move without a clear reply: asking again finds the card under its new number, where it went', async () => {
    const { cards: c, sent } = cards(reply(1), broken, gone, reply(1, newCli))
    await c.lookUp(cli)
    expect(await c.change({ action: 'move', cli, newCli })).toMatchObject({ cli, state: 'unknown' })
    expect(await c.lookUp(cli)).toMatchObject({ cli: newCli, state: 'usable' })
    expect((await c.list()).map((card) => card.cli)).toEqual([newCli])
    expect(sent.slice(2)).toEqual([`show ${cli}`, `show ${newCli}`])
  })
  it('a move without a clear reply: asking again finds the card where it was, if it did not move', async () => {
    const { cards: c } = cards(reply(1), broken, reply(1))
    await c.lookUp(cli)
    await c.change({ action: 'move', cli, newCli })
    expect(await c.lookUp(cli)).toMatchObject({ cli, state: 'usable', movedTo: null })
  })
})
