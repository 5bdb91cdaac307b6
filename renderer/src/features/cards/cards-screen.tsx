import { TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../../shared/domain/card.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { bareNumber, displayNumber } from '../../../../shared/domain/phone-number.ts'
import { AreaRefused } from '../../components/area-refused.tsx'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { CardPane } from './card-pane.tsx'
import { CardState } from './card-state.tsx'
import { NewCard } from './new-card.tsx'

/** Cards known on this computer: the provider offers no list. */
export default function CardsScreen() {
  const { t, i18n } = useTranslation()
  const revision = useApp((s) => s.services.cardsRevision)
  const operations = useApp((s) => s.services.paidOperations)
  const access = useApp((s) => s.services.areas.cards.access)
  const region = useApp(regionOf)
  const [cards, setCards] = useState<readonly Card[] | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [number, setNumber] = useState('')
  const [creating, setCreating] = useState(false)
  const { busy, failure, request } = useRequest()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that the list has changed
  useEffect(() => {
    void window.dialdesk.cards.list().then((outcome) => outcome.ok && setCards(outcome.value))
  }, [revision])
  const card = cards?.find((c) => c.cli === chosen) ?? null
  // of unknown outcome: a look-up of the number shows whether the card exists
  const lost = operations.filter((a) => {
    const checkedAt = cards?.find((c) => `+${c.cli}` === a.target)?.checkedAt ?? 0
    return a.kind === 'card' && a.state === 'unknown' && checkedAt < a.createdAt
  })
  const empty = cards?.length === 0 && access !== 'refused'
  const lookUp = async (wanted: string): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.lookUp({ number: wanted }))
    if (outcome.ok) {
      setChosen(outcome.value.cli)
      setNumber('')
    }
  }
  return (
    <div className={`panes ${card ? 'with-detail' : 'single'}`}>
      <ResultPane id="cards-title" title={t('nav.cards')} beside={<small>{cards && t('cards.known', { count: cards.length })}</small>}>
        {access === 'refused' && <AreaRefused area="cards" />}
        <form
          className="row padded-x"
          onSubmit={(e) => {
            e.preventDefault()
            if (bareNumber(number, region) && !busy) void lookUp(number)
          }}
        >
          <TextInput
            className="grow"
            aria-label={t('cards.number')}
            placeholder={t('cards.number')}
            inputMode="tel"
            maxLength={64}
            value={number}
            onChange={(e) => setNumber(e.currentTarget.value)}
          />
          <button type="submit" className="button" disabled={!bareNumber(number, region) || busy} aria-busy={busy}>
            {t('cards.lookUp')}
          </button>
          {!empty && (
            <button type="button" className="button primary" onClick={() => setCreating(true)}>
              <IconPlus size={16} aria-hidden /> {t('cards.new')}
            </button>
          )}
        </form>
        <div className="padded-x">
          <FailureNote failure={failure} />
        </div>
        {lost.map((a) => (
          <div key={a.id} className="note wait padded-x">
            <span className="grow">
              <b className="num">{displayNumber(a.target, region)}</b> {t('operation.unknown.card', { time: dateTime(a.createdAt, i18n.language) })}
            </span>
            <button
              type="button"
              className="button small"
              aria-label={`${t('cards.lookUp')} ${a.target}`}
              disabled={busy}
              onClick={() => void lookUp(a.target)}
            >
              {t('cards.lookUp')}
            </button>
          </div>
        ))}
        {empty && <EmptyState text={t('cards.none')} action={{ label: t('cards.new'), run: () => setCreating(true) }} />}
        {cards !== null && cards.length > 0 && (
          <table className="table">
            <ColumnHeads
              columns={[
                { text: t('cards.column.number') },
                { text: t('cards.column.customer'), extra: true },
                { text: t('cards.column.serial'), extra: true },
                { text: t('cards.column.balance'), end: true },
                { text: t('cards.column.state') },
                { text: t('cards.column.checked'), end: true, extra: true },
              ]}
            />
            <tbody>
              {cards.map((c) => (
                <tr key={c.cli} data-number={`+${c.cli}`} className={c.cli === chosen ? 'chosen' : ''}>
                  <td className="num">
                    <button
                      type="button"
                      className="text-button strong row-button"
                      data-row
                      aria-pressed={c.cli === chosen}
                      onClick={() => setChosen(c.cli === chosen ? null : c.cli)}
                    >
                      {displayNumber(`+${c.cli}`, region)}
                    </button>
                  </td>
                  <td className="extra-column">
                    <bdi>{c.customer}</bdi>
                  </td>
                  <td className="num extra-column">{c.serial}</td>
                  <td className="num end">{c.balance ? formatMoney(c.balance, i18n.language) : '–'}</td>
                  <td>
                    <CardState state={c.state} />
                  </td>
                  <td className="num end extra-column">{c.checkedAt === null ? '–' : dateTime(c.checkedAt, i18n.language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="hint padded">{t('card.noList')}</p>
      </ResultPane>
      {card && <CardPane key={card.cli} card={card} onClose={() => setChosen(null)} onMoved={setChosen} />}
      {creating && <NewCard onClose={() => setCreating(false)} onCreated={setChosen} />}
    </div>
  )
}
