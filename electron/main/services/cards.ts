import type { Card } from '../../../shared/card.ts'
import { AppError } from '../../../shared/contract.ts'
import type { OpenAccount } from '../account/account-service.ts'
import { askCard, type CardAct, type CardReply } from '../provider/mycard.ts'
import type { Areas } from './areas.ts'

export type CardChange =
  | { readonly act: 'block' | 'unblock' | 'disable'; readonly cli: string }
  | { readonly act: 'move'; readonly cli: string; readonly newCli: string }
  | { readonly act: 'activate'; readonly cli: string; readonly pin: string }

export type Cards = {
  readonly list: () => Promise<Card[]>
  readonly lookUp: (cli: string) => Promise<Card>
  readonly change: (change: CardChange) => Promise<Card>
  /** Asked for each time; never kept. */
  readonly pin: (cli: string) => Promise<string>
  readonly create: (act: Extract<CardAct, { act: 'insert' }>) => Promise<Card>
}

/** The provider offers no list of cards: this is the list of those that were created or looked up here. */
export function createCards(
  { client, database }: OpenAccount,
  options: { areas: Areas; now: () => number; realm: () => string; onChange: () => void },
): Cards {
  const { areas, now, realm, onChange } = options
  const ask = (act: CardAct): Promise<CardReply | null> => areas.ask('cards', (credentials) => askCard(client, credentials, act))
  const known = async (cli: string): Promise<Card | null> => (await database.request('cards')).find((c) => c.cli === cli) ?? null
  const keep = async (cli: string, reply: CardReply | null, part: Partial<Card> = {}): Promise<Card> => {
    const before = await known(cli)
    const card: Card = {
      cli,
      customer: reply?.customer === reply?.cli ? (before?.customer ?? '') : (reply?.customer ?? before?.customer ?? ''),
      serial: reply?.serial ?? before?.serial ?? '',
      balance: reply?.balance ?? before?.balance ?? null,
      loaded: reply?.loaded ?? before?.loaded ?? null,
      state: reply ? (reply.usable ? 'usable' : before?.state === 'disabled' ? 'disabled' : 'blocked') : (before?.state ?? 'unchecked'),
      checkedAt: reply ? now() : (before?.checkedAt ?? null),
      createdAt: before?.createdAt ?? null,
      ...part,
    }
    await database.request('saveCard', card)
    onChange()
    return card
  }
  const needRealm = (): string => {
    if (realm() === '') throw new AppError('realm-missing', 'three card acts need the provider’s realm')
    return realm()
  }
  return {
    list: () => database.request('cards'),
    async lookUp(cli) {
      const reply = await ask({ act: 'show', cli })
      if (!reply) throw new AppError('not-known', 'no card under this number')
      return keep(cli, reply)
    },
    async change(change) {
      const { cli } = change
      switch (change.act) {
        case 'block':
          return keep(cli, await ask({ act: 'blockcard', cli }), { state: 'blocked' })
        case 'unblock':
          return keep(cli, await ask({ act: 'unblockcard', cli }), { state: 'usable' })
        case 'disable':
          return keep(cli, await ask({ act: 'disableCliByNumber', cli, realm: needRealm() }), { state: 'disabled' })
        case 'move': {
          const reply = await ask({ act: 'changeCliByNumber', cli, newCli: change.newCli, realm: needRealm() })
          const before = await known(cli)
          const moved = await keep(change.newCli, reply, before ? { customer: before.customer, createdAt: before.createdAt } : {})
          await database.request('removeCard', { cli })
          onChange()
          return moved
        }
        case 'activate':
          return keep(cli, await ask({ act: 'activateMyCard', cli, pin: change.pin, realm: needRealm() }))
        default:
          return change satisfies never
      }
    },
    async pin(cli) {
      const reply = await ask({ act: 'show', cli })
      if (!reply) throw new AppError('not-known', 'no card under this number')
      await keep(cli, reply)
      return reply.pin
    },
    async create(act) {
      const reply = await ask(act)
      return keep(act.cli, reply, { createdAt: now(), customer: act.customer, ...(reply ? {} : { state: 'unchecked' }) })
    },
  }
}
