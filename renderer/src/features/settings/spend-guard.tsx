import { Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseMoney } from '../../../../shared/domain/money.ts'
import { MOST_MINUTES, MOST_SPENT, type SpendingSettings } from '../../../../shared/domain/spending-settings.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberSetting } from '../../components/number-setting.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useOwnCurrency, useSpending } from '../../hooks/use-spending.ts'
import { typedAmount } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { DestinationRules } from './destination-rules.tsx'

/** What the user wants to be asked or warned of before and during calls; what an administrator set is shown and cannot be changed. */
export function SpendGuard() {
  const { t, i18n } = useTranslation()
  const spending = useSpending()
  const currency = useOwnCurrency()
  const managed = useApp(({ environment }) => environment.managed.spending) ?? {}
  const { failure, request } = useRequest()
  const change = (part: Partial<SpendingSettings>): void => void request(window.dialdesk.settings.change({ spending: part }))
  const locked = (key: keyof SpendingSettings): boolean => key in managed
  const hint = (key: keyof SpendingSettings, text?: string): string => [text, locked(key) && t('managed.locked')].filter(Boolean).join(' ')
  const amount = (key: 'atOnceUpTo' | 'askAbove' | 'warnCost', text: string) => ({
    value: spending[key],
    hint: hint(key, text),
    disabled: locked(key),
    unit: currency,
    bad: t('guard.bad'),
    write: (units: number) => typedAmount(units, i18n.language),
    read(typed: string) {
      const units = parseMoney(typed, currency)?.units ?? -1
      return units >= (key === 'warnCost' ? 1 : 0) && units <= MOST_SPENT ? units : null
    },
    onValue: (units: number | null) => change({ [key]: units }),
  })
  const toggle = (key: 'askWithoutRate' | 'hangUp', text?: string) => ({
    checked: spending[key],
    disabled: locked(key),
    description: hint(key, text),
    onChange: (e: { readonly currentTarget: { readonly checked: boolean } }) => change({ [key]: e.currentTarget.checked }),
  })
  return (
    <>
      <h3>{t('guard.title')}</h3>
      <NumberSetting label={t('guard.atOnce')} {...amount('atOnceUpTo', t('guard.atOnceHint'))} />
      <NumberSetting label={t('guard.askAbove')} {...amount('askAbove', t('guard.limitHint'))} />
      <Switch label={t('guard.askWithoutRate')} {...toggle('askWithoutRate')} />
      <Select
        label={t('guard.premiumLabel')}
        description={hint('premium')}
        disabled={locked('premium')}
        allowDeselect={false}
        value={spending.premium}
        data={(['call', 'ask', 'block'] as const).map((value) => ({ value, label: t(`guard.action.${value}`) }))}
        onChange={(value) => value && change({ premium: value as SpendingSettings['premium'] })}
      />
      <Switch
        label={t('guard.usedUp')}
        description={hint('usedUp', t('guard.usedUpHint'))}
        disabled={locked('usedUp')}
        checked={spending.usedUp === 'block'}
        onChange={(e) => change({ usedUp: e.currentTarget.checked ? 'block' : 'warn' })}
      />
      <DestinationRules
        rules={spending.destinations}
        hint={hint('destinations', t('guard.destinationsHint'))}
        locked={locked('destinations')}
        onRules={(destinations) => change({ destinations })}
      />
      <h3>{t('guard.inCall')}</h3>
      <NumberSetting
        label={t('guard.warnMinutes')}
        hint={hint('warnMinutes', t('guard.warnMinutesHint'))}
        disabled={locked('warnMinutes')}
        unit={t('guard.minutes')}
        bad={t('guard.badMinutes')}
        value={spending.warnMinutes}
        write={String}
        read={(typed) => {
          const minutes = Number(typed)
          return Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null
        }}
        onValue={(warnMinutes) => change({ warnMinutes })}
      />
      <NumberSetting label={t('guard.warnCost')} {...amount('warnCost', t('guard.warnCostHint'))} />
      <Switch label={t('guard.hangUp')} {...toggle('hangUp', t('guard.hangUpHint'))} />
      <FailureNote failure={failure} />
    </>
  )
}
