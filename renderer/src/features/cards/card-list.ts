import type { Card } from '../../../../shared/domain/card.ts'
import type { Sorting } from '../../components/column-heads.tsx'

/** Cards that a text is part of: their number in any notation, customer or serial number. @param stateName a state in words */
export function findCards(cards: readonly Card[], text: string, stateName: (state: Card['state']) => string): readonly Card[] {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return cards
  const digits = /^[\d\s()+/-]+$/.test(wanted) ? wanted.replace(/\D/g, '').replace(/^0+/, '') : ''
  return cards.filter(
    ({ cli, customer, serial, state }) =>
      (digits !== '' && cli.includes(digits)) || [customer, serial, stateName(state)].some((field) => field.toLocaleLowerCase().includes(wanted)),
  )
}

/** Cards in an order; what is not known of a card comes first in a rising one. */
export function sortCards(cards: readonly Card[], { by, descending }: Sorting, stateName: (state: Card['state']) => string): Card[] {
  const none = Number.NEGATIVE_INFINITY
  const compare: (a: Card, b: Card) => number =
    by === 'customer'
      ? (a, b) => a.customer.localeCompare(b.customer)
      : by === 'balance'
        ? (a, b) => (a.balance?.units ?? none) - (b.balance?.units ?? none) || 0
        : by === 'state'
          ? (a, b) => stateName(a.state).localeCompare(stateName(b.state))
          : by === 'checked'
            ? (a, b) => (a.checkedAt ?? none) - (b.checkedAt ?? none) || 0
            : by === 'serial'
              ? (a, b) => a.serial.localeCompare(b.serial, undefined, { numeric: true })
              : () => 0
  const byNumber = (a: Card, b: Card): number => a.cli.localeCompare(b.cli)
  return [...cards].sort((a, b) => (descending ? -1 : 1) * (compare(a, b) || byNumber(a, b)))
}
