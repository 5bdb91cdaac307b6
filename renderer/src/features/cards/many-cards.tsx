import { NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CARD_CURRENCY, type Card } from '../../../../shared/domain/card.ts'
import { CARDS_AT_ONCE } from '../../../../shared/domain/card-batch.ts'
import { type CardCells, numberRange, readCardAmount, readCardRows } from '../../../../shared/domain/card-rows.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { OrderQuestion } from './order-question.tsx'
import { OrderTable } from './order-table.tsx'
import { type SmsChoice, SmsTextField } from './sms-text-field.tsx'

type Source = 'list' | 'range'
type Props = {
  readonly cards: readonly Card[]
  readonly onClose: () => void
  /** The order was written down and has begun. */
  readonly onOrdered: (id: string) => void
}

/** Numbers of an order, from a list or counted on from the first; one amount and one text for all of them. */
export function ManyCards({ cards, onClose, onOrdered }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const [source, setSource] = useState<Source>('list')
  const [text, setText] = useState('')
  const [file, setFile] = useState<{ readonly fileName: string; readonly rows: readonly CardCells[] } | null>(null)
  const [first, setFirst] = useState('')
  const [count, setCount] = useState<number | string>(10)
  const [amountText, setAmountText] = useState('')
  const [sms, setSms] = useState<SmsChoice>({ bySms: false, smsText: '' })
  /** The id of the order while it is asked about: one id makes it one order. */
  const [asking, setAsking] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const pane = useRef<HTMLElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const amount = readCardAmount(amountText)
  const amountUnits = amount?.units ?? null
  const cells = useMemo((): readonly CardCells[] => {
    if (source === 'range') return numberRange(first, Number(count), region) ?? []
    if (file) return file.rows
    const lines = text.split(/\r\n|\r|\n/).map((number, i) => ({ line: i + 1, number: number.trim(), customer: '', amount: '' }))
    return lines.filter(({ number }) => number !== '')
  }, [source, first, count, region, file, text])
  const known = useMemo(() => new Set(cards.map(({ cli }) => cli)), [cards])
  const rows = useMemo(
    () => readCardRows(cells, { amount: amountUnits === null ? null : { units: amountUnits, currency: CARD_CURRENCY }, region, known }),
    [cells, amountUnits, region, known],
  )
  const orders = rows.flatMap(({ order }) => order ?? [])
  const left = rows.length - orders.length
  const total = formatMoney({ units: orders.reduce((n, { amount: { units } }) => n + units, 0), currency: CARD_CURRENCY }, i18n.language)
  const open = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.chooseFile())
    if (outcome.ok && outcome.value) setFile(outcome.value)
  }
  const order = async (id: string): Promise<void> => {
    setAsking(null)
    const outcome = await request(window.dialdesk.cards.createBatch({ id, orders, bySms: sms.bySms, smsText: sms.bySms ? sms.smsText.trim() : '' }))
    if (outcome.ok) onOrdered(id)
  }
  const rangeBad = source === 'range' && first.trim() !== '' && cells.length === 0
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="many-title" data-pane>
        <PaneHead heading="h1" id="many-title" title={t('cards.many')} close={t('cards.back')} onClose={onClose} />
        <SegmentedControl
          aria-label={t('cards.source')}
          transitionDuration={0}
          value={source}
          onChange={(next) => setSource(next as Source)}
          data={(['list', 'range'] as const).map((value) => ({ value, label: t(`cards.sources.${value}`) }))}
        />
        {source === 'list' && (
          <>
            <button type="button" className="button" disabled={busy} onClick={() => void open()}>
              <IconFileImport size={16} aria-hidden /> {t('rates.open')}
            </button>
            {file ? (
              <p className="note">
                <span className="grow">
                  <bdi>{file.fileName}</bdi>
                </span>
                <button type="button" className="text-button" onClick={() => setFile(null)}>
                  {t('cards.noFile')}
                </button>
              </p>
            ) : (
              <Textarea
                ref={field}
                label={t('rates.label')}
                description={t('cards.listHint')}
                rows={6}
                spellCheck={false}
                value={text}
                onChange={(e) => setText(e.currentTarget.value)}
              />
            )}
          </>
        )}
        {source === 'range' && (
          <>
            <TextInput
              label={t('cards.firstNumber')}
              inputMode="tel"
              maxLength={64}
              value={first}
              error={rangeBad ? t('cards.rangeBad') : null}
              onChange={(e) => setFirst(e.currentTarget.value)}
            />
            <NumberInput
              label={t('cards.howMany')}
              min={1}
              max={CARDS_AT_ONCE}
              allowDecimal={false}
              value={count}
              onChange={setCount}
              description={t('cards.howManyHint', { most: CARDS_AT_ONCE.toLocaleString(i18n.language) })}
            />
          </>
        )}
        <TextInput
          label={t('cards.amount', { currency: CARD_CURRENCY })}
          inputMode="decimal"
          maxLength={12}
          value={amountText}
          description={t('cards.amountEach')}
          onChange={(e) => setAmountText(e.currentTarget.value)}
        />
        <SmsTextField value={sms} onChange={setSms} sample={orders[0] ?? null} />
        <FailureNote failure={failure} />
        <button
          type="button"
          className="button primary big"
          disabled={!orders.length || busy}
          aria-busy={busy}
          onClick={() => setAsking(crypto.randomUUID())}
        >
          {orders.length ? t('cards.createMany', { count: orders.length, total }) : t('cards.createPlain')}
        </button>
      </section>
      <ResultPane ref={pane} id="many-list" title={t('cards.orderList')} beside={orders.length > 0 && <small className="num">{total}</small>}>
        {left > 0 && (
          <p className="note wait padded-x" role="status">
            {t('cards.leftOut', { count: left })}
          </p>
        )}
        {rows.length === 0 ? (
          <EmptyState text={t('cards.orderEmpty')} action={{ label: t('empty.numbers'), run: () => field.current?.focus() }} />
        ) : (
          // what is left out comes first: it would not be seen among a thousand
          <OrderTable rows={[...rows.filter((row) => row.problem), ...rows.filter((row) => row.order)]} scroller={pane} />
        )}
      </ResultPane>
      {asking && (
        <OrderQuestion
          rows={rows.filter((row) => row.order)}
          total={total}
          bySms={sms.bySms}
          onClose={() => setAsking(null)}
          onConfirm={() => void order(asking)}
        />
      )}
    </div>
  )
}
