import { describe, expect, it } from 'vitest'
import { findCards, sortCards } from '../../../../../../renderer/src/features/cards/card-list.ts'
import type { Card } from '../../../../../../shared/domain/card.ts'

const card = (cli: string, part: Partial<Card> = {}): Card => ({
  ...{ cli, customer: '', serial: '', balance: null, loaded: null, state: 'usable', movedTo: null, checkedAt: null, createdAt: null },
  ...part,
})
const cards = [
  card('491713920001', { customer: 'Kiosk Nord', serial: '9', balance: { units: 5, currency: 'EUR' }, checkedAt: 5 }),
  card('491713920002', { customer: 'Bar', serial: '10', state: 'blocked' }),
  card('447700900123', { customer: 'kiosk süd', serial: '204118', balance: { units: 50, currency: 'EUR' }, checkedAt: 3 }),
]
const inWords = (state: Card['state']): string => ({ usable: 'Nutzbar', blocked: 'Gesperrt', disabled: '', unchecked: '', unknown: '' })[state]
const found = (text: string) => findCards(cards, text, inWords).map(({ serial }) => serial)

describe('cards are found', () => {
  it.each([
    ['by part of a number, in any notation', '0171 392', ['9', '10']],
    ['by a number with its country', '+44 7700', ['204118']],
    ['by customer, small or capital', 'KIOSK', ['9', '204118']],
    ['by serial number', '2041', ['204118']],
    ['by state in words', 'gesperrt', ['10']],
    ['all of them without a text', ' ', ['9', '10', '204118']],
    ['none of them', 'x', []],
  ])('%s', (_name, text, serials) => expect(found(text)).toEqual(serials))
})

describe('cards are sorted', () => {
  const sorted = (by: string, descending = false) => sortCards(cards, { by, descending }, inWords).map(({ serial }) => serial)
  it.each([
    ['number', ['204118', '9', '10']],
    ['customer', ['10', '9', '204118']],
    ['serial', ['9', '10', '204118']],
    ['balance', ['10', '9', '204118']],
    ['state', ['10', '204118', '9']],
    ['checked', ['10', '204118', '9']],
  ])('by %s, and the other way round', (by, serials) => {
    expect(sorted(by)).toEqual(serials)
    expect(sorted(by, true)).toEqual(serials.toReversed())
  })
})
