import { NumberInput, Radio, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeskSettings, ROUNDING_STEPS, type ShopPricing, shopPrice } from '../../../../shared/domain/callshop-desk.ts'
import { formatMoney, parseMoney } from '../../../../shared/domain/money.ts'
import { Dialog } from '../../components/dialog.tsx'
import { useApp } from '../../state/app-store.ts'

type Saved = Pick<DeskSettings, 'shopName' | 'pricing'>
type Props = { readonly settings: DeskSettings; readonly onClose: () => void; readonly onSave: (part: Saved) => void }

/** A call that shows what the mark-up does: two minutes for twelve cents. */
const SAMPLE = { units: 1200, seconds: 120 }

/** What the shop asks on top of the provider's price, and how it is rounded; with an example. */
export function PricesDialog({ settings, onClose, onSave }: Props) {
  const { t, i18n } = useTranslation()
  const currency = useApp((s) => s.account.balance.amount?.currency) ?? 'EUR'
  const [shopName, setShopName] = useState(settings.shopName)
  const [kind, setKind] = useState(settings.pricing.kind)
  const [percent, setPercent] = useState<number | string>(settings.pricing.percent / 100)
  const [perMinute, setPerMinute] = useState(settings.pricing.perMinute ? String(settings.pricing.perMinute / 10_000) : '')
  const [roundUpTo, setRoundUpTo] = useState<ShopPricing['roundUpTo']>(settings.pricing.roundUpTo)
  const minute = perMinute.trim() === '' ? 0 : (parseMoney(perMinute, currency)?.units ?? -1)
  const hundredths = Math.round(Number(percent) * 100)
  const usable = minute >= 0 && minute <= 10_000_000 && percent !== '' && hundredths >= 0 && hundredths <= 1_000_000
  const pricing: ShopPricing = { kind, percent: usable ? hundredths : 0, perMinute: usable ? minute : 0, roundUpTo }
  const cost = { units: SAMPLE.units, currency }
  const price = shopPrice({ amount: cost, amountWithTax: null, billedSeconds: SAMPLE.seconds }, pricing)
  const step = (n: number): string => (n === 1 ? t('booth.noRounding') : formatMoney({ units: n, currency }, i18n.language))
  return (
    <Dialog
      title={t('booth.prices')}
      onClose={onClose}
      safe={{ label: t('cards.cancel'), run: onClose }}
      confirm={{ label: t('booth.savePrices'), tone: 'primary', disabled: !usable, run: () => onSave({ shopName: shopName.trim(), pricing }) }}
    >
      <div className="stack">
        <TextInput
          label={t('booth.shopName')}
          description={t('booth.shopNameHint')}
          maxLength={100}
          value={shopName}
          onChange={(e) => setShopName(e.currentTarget.value)}
        />
        <Radio.Group label={t('booth.markUp')} value={kind} onChange={(next) => setKind(next as ShopPricing['kind'])}>
          <div className="stack">
            {(['none', 'percent', 'per-minute'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`booth.mode.${value === 'per-minute' ? 'minute' : value}`)} />
            ))}
          </div>
        </Radio.Group>
        {kind === 'percent' && (
          <NumberInput
            label={t('booth.percent')}
            min={0}
            max={10_000}
            decimalScale={2}
            decimalSeparator={i18n.language === 'de' ? ',' : '.'}
            value={percent}
            onChange={setPercent}
          />
        )}
        {kind === 'per-minute' && (
          <TextInput
            label={t('booth.perMinute', { currency })}
            inputMode="decimal"
            maxLength={12}
            value={perMinute}
            error={minute < 0 ? t('booth.perMinuteBad') : null}
            onChange={(e) => setPerMinute(e.currentTarget.value)}
          />
        )}
        {kind !== 'none' && (
          <>
            <Select
              label={t('booth.rounding')}
              allowDeselect={false}
              data={ROUNDING_STEPS.map((n) => ({ value: String(n), label: step(n) }))}
              value={String(roundUpTo)}
              onChange={(next) => setRoundUpTo(Number(next) as ShopPricing['roundUpTo'])}
              comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
            />
            {price && (
              <p className="note" role="status">
                {t('booth.example', { cost: formatMoney(cost, i18n.language, 4), price: formatMoney(price, i18n.language, 4) })}
              </p>
            )}
          </>
        )}
        <p className="hint">{t('booth.pricesHint')}</p>
      </div>
    </Dialog>
  )
}
