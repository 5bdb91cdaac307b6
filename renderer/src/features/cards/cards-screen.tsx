import { TextInput } from '@mantine/core'
import { IconCards, IconDotsVertical, IconDownload, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../../shared/domain/card.ts'
import { bareNumber, displayNumber } from '../../../../shared/domain/phone-number.ts'
import { AreaRefused } from '../../components/area-refused.tsx'
import type { Sorting } from '../../components/column-heads.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { MenuButton } from '../../components/menu-button.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useLatest } from '../../hooks/use-latest.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { findCards, sortCards } from './card-list.ts'
import { CardNotes } from './card-notes.tsx'
import { CardPane } from './card-pane.tsx'
import { CardsTable } from './cards-table.tsx'
import { EarlierOrders } from './earlier-orders.tsx'
import { ManyCards } from './many-cards.tsx'
import { NewCard } from './new-card.tsx'
import { OrderReport } from './order-report.tsx'

type View = { readonly kind: 'cards' | 'many' } | { readonly kind: 'order'; readonly id: string }

/** Cards known on this computer, since the provider offers no list; orders of many, and what became of them. */
export default function CardsScreen() {
  const revision = useApp((s) => s.services.cardsRevision)
  const [view, setView] = useState<View>({ kind: 'cards' })
  const cards = useLatest(() => window.dialdesk.cards.list(), revision)
  const back = (): void => setView({ kind: 'cards' })
  if (view.kind === 'many') return <ManyCards cards={cards ?? []} onClose={back} onOrdered={(id) => setView({ kind: 'order', id })} />
  if (view.kind === 'order') return <OrderReport id={view.id} onClose={back} />
  return <KnownCards cards={cards} onMany={() => setView({ kind: 'many' })} onShowOrder={(id) => setView({ kind: 'order', id })} />
}

type Props = { readonly cards: readonly Card[] | null; readonly onMany: () => void; readonly onShowOrder: (id: string) => void }

function KnownCards({ cards, onMany, onShowOrder }: Props) {
  const { t } = useTranslation()
  const access = useApp((s) => s.services.areas.cards.access)
  const checking = useApp((s) => s.services.cardCheck) !== null
  const region = useApp(regionOf)
  const [chosen, setChosen] = useState<string | null>(null)
  const [number, setNumber] = useState('')
  const [search, setSearch] = useState('')
  const [sorting, setSorting] = useState<Sorting>({ by: 'number', descending: false })
  const [creating, setCreating] = useState(false)
  const [removing, setRemoving] = useState<readonly Card[] | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const check = useRequest()
  const pane = useRef<HTMLElement>(null)
  const stateName = (state: Card['state']): string => t(`card.${state}`)
  const shown = sortCards(findCards(cards ?? [], search, stateName), sorting, stateName)
  const card = cards?.find((c) => c.cli === chosen) ?? null
  const empty = cards?.length === 0 && access !== 'refused'
  const lookUp = async (wanted: string): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.lookUp({ number: wanted }))
    if (outcome.ok) {
      setChosen(outcome.value.cli)
      setNumber('')
    }
  }
  const clis = shown.map(({ cli }) => cli)
  const checkAll = async (): Promise<void> => {
    setDone(null)
    const outcome = await check.request(window.dialdesk.cards.checkAll({ clis }))
    if (!outcome.ok) return
    const { checked, missing, error } = outcome.value
    const unknown = missing.map((cli) => displayNumber(`+${cli}`, region)).join(', ')
    if (error) await check.request(Promise.resolve({ ok: false, error }))
    setDone(
      [t('cards.checkedMany', { count: checked }), missing.length ? t('cards.missing', { count: missing.length, numbers: unknown }) : '']
        .join(' ')
        .trim(),
    )
  }
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.export({ clis }))
    if (outcome.ok && outcome.value) setDone(t('calls.saved', { path: outcome.value.path }))
  }
  const remove = async (some: readonly Card[]): Promise<void> => {
    setRemoving(null)
    setChosen(null)
    await request(window.dialdesk.cards.remove({ clis: some.map(({ cli }) => cli), confirmed: true }))
  }
  return (
    <div className={`panes ${card ? 'with-detail' : 'single'}`}>
      <ResultPane ref={pane} id="cards-title" title={t('nav.cards')} beside={<small>{cards && t('cards.known', { count: cards.length })}</small>}>
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
          <button type="button" className="button" onClick={onMany}>
            <IconCards size={16} aria-hidden /> {t('cards.many')}
          </button>
        </form>
        {cards !== null && cards.length > 0 && (
          <div className="row padded-x">
            <SearchField label={t('cards.search')} value={search} maxLength={100} onChange={setSearch} />
            <button type="button" className="button" disabled={!shown.length || checking} aria-busy={checking} onClick={() => void checkAll()}>
              <IconRefresh size={16} aria-hidden /> {t('cards.checkAll')}
            </button>
            <MenuButton
              label={t('cards.more')}
              menu={(Menu) => (
                <>
                  <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} disabled={!shown.length} onClick={() => void save()}>
                    {t('calls.csv')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} disabled={!shown.length} onClick={() => setRemoving(shown)}>
                    {t('cards.removeShown', { count: shown.length })}
                  </Menu.Item>
                </>
              )}
            >
              <IconDotsVertical size={18} aria-hidden />
            </MenuButton>
          </div>
        )}
        <div className="padded-x">
          <FailureNote failure={failure ?? check.failure} />
          {done && (
            <p className="note ok" role="status">
              {done}
            </p>
          )}
        </div>
        <CardNotes cards={cards ?? []} busy={busy} onLookUp={(wanted) => void lookUp(wanted)} onShowOrder={onShowOrder} />
        {empty && <EmptyState text={t('cards.none')} action={{ label: t('cards.new'), run: () => setCreating(true) }} />}
        {cards !== null && cards.length > 0 && shown.length === 0 && <p className="padded">{t('calls.empty')}</p>}
        {shown.length > 0 && <CardsTable cards={shown} chosen={chosen} onChoose={setChosen} sorting={sorting} onSort={setSorting} scroller={pane} />}
        <p className="hint padded">{t('card.noList')}</p>
        <EarlierOrders onShow={onShowOrder} />
      </ResultPane>
      {card && <CardPane key={card.cli} card={card} onClose={() => setChosen(null)} onMoved={setChosen} onRemove={() => setRemoving([card])} />}
      {creating && <NewCard onClose={() => setCreating(false)} onCreated={setChosen} />}
      {removing && (
        <Dialog
          title={t('cards.removeTitle', { count: removing.length })}
          onClose={() => setRemoving(null)}
          safe={{ label: t('cards.keepCards'), run: () => setRemoving(null) }}
          confirm={{ label: t('cards.remove'), tone: 'stop', run: () => void remove(removing) }}
        >
          <p>{t('cards.removeText')}</p>
        </Dialog>
      )}
    </div>
  )
}
