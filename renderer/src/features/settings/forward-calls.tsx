import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ForwardCondition,
  type ForwardSettings,
  type ForwardTarget,
  forwardConditions,
  mailboxOf,
  noForward,
} from '../../../../shared/domain/forward.ts'
import { lineForward } from '../../../../shared/domain/line-forward.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useForwardTarget } from '../../components/forward-text.ts'
import { NumberPrice } from '../../components/number-price.tsx'
import { PartyPicker, usePartyChoice } from '../../components/party-picker.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { currentLine, regionOf } from '../../state/selectors.ts'

const seconds = [10, 15, 20, 30, 45, 60] as const

/** Where calls go that are not taken here, under each condition, with the price of the number. */
export function ForwardCalls() {
  const { t } = useTranslation()
  const forward = useApp((s) => s.settings.calls.forward)
  const { failure, request } = useRequest()
  const change = (part: Partial<ForwardSettings>): void =>
    void request(window.dialdesk.settings.change({ calls: { forward: { ...forward, ...part } } }))
  return (
    <>
      <h2>{t('forward.title')}</h2>
      <p>{t('forward.text')}</p>
      {forwardConditions.map((when) => (
        <Condition key={when} when={when} target={forward[when]} moot={when !== 'always' && forward.always !== null} onChange={change} />
      ))}
      {forward.noAnswer && (
        <Select
          label={t('forward.after')}
          allowDeselect={false}
          value={String(forward.after)}
          data={[...new Set([...seconds, forward.after])]
            .sort((a, b) => a - b)
            .map((s) => ({ value: String(s), label: t('forward.seconds', { count: s }) }))}
          onChange={(value) => value && change({ after: Number(value) })}
        />
      )}
      <FailureNote failure={failure} />
    </>
  )
}

type ConditionProps = {
  readonly when: ForwardCondition
  readonly target: ForwardTarget | null
  /** "Always" is on: this one has no effect. */
  readonly moot: boolean
  readonly onChange: (part: Partial<ForwardSettings>) => void
}

function Condition({ when, target, moot, onChange }: ConditionProps) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const called = useForwardTarget()
  return (
    <div className="stack area">
      <div className="row">
        <span className="grow two whole">
          <b>{t(`forward.when.${when}`)}</b>
          <small>
            <bdi>{target ? t(moot ? 'forward.moot' : 'forward.target', { target: called(target) }) : t('forward.off')}</bdi>
          </small>
        </span>
        {target?.to === 'number' && <NumberPrice number={target.number} />}
        {target ? (
          <button
            type="button"
            className="button small"
            aria-label={`${t('forward.stop')}: ${t(`forward.when.${when}`)}`}
            onClick={() => onChange({ [when]: null })}
          >
            {t('forward.stop')}
          </button>
        ) : (
          <button
            type="button"
            className="button small"
            aria-expanded={editing}
            aria-label={`${t('forward.set')}: ${t(`forward.when.${when}`)}`}
            onClick={() => setEditing(!editing)}
          >
            {t('forward.set')}
          </button>
        )}
      </div>
      {editing && !target && (
        <Edit
          onTarget={(next) => {
            setEditing(false)
            onChange({ [when]: next })
          }}
        />
      )}
    </div>
  )
}

function Edit({ onTarget }: { readonly onTarget: (target: ForwardTarget) => void }) {
  const { t } = useTranslation()
  const line = useApp(currentLine)
  const region = useApp(regionOf)
  const mailbox = useApp((s) => s.lines.lines.some((l) => mailboxOf(l) !== ''))
  const [to, setTo] = useState<ForwardTarget['to']>('number')
  const choice = usePartyChoice()
  const number = choice.picked?.number ?? ''
  const target: ForwardTarget | null = to === 'mailbox' ? { to } : number === '' ? null : { to, number }
  // no emergency number, and not the line itself
  const refused = target?.to === 'number' && line !== null && lineForward({ ...noForward, always: target }, line, region).always === null
  const usable = target !== null && !refused && (to === 'number' || mailbox)
  const done = (): void => {
    if (usable) onTarget(target)
  }
  return (
    <>
      <SegmentedControl
        transitionDuration={0}
        aria-label={t('forward.where')}
        value={to}
        onChange={(value) => setTo(value === 'mailbox' ? 'mailbox' : 'number')}
        data={[
          { value: 'number', label: t('forward.number') },
          { value: 'mailbox', label: t('forward.mailbox') },
        ]}
      />
      {to === 'number' ? (
        <>
          <PartyPicker choice={choice} label={t('forward.who')} onEnter={done} focus />
          {number !== '' && (
            <div className="row">
              <span className="grow">{t('forward.cost')}</span>
              <NumberPrice number={number} />
            </div>
          )}
          {refused && <p className="note bad">{t('forward.refused')}</p>}
        </>
      ) : (
        !mailbox && <p className="note wait">{t('forward.noMailbox')}</p>
      )}
      <button type="button" className="button primary" disabled={!usable} onClick={done}>
        {t('forward.on')}
      </button>
    </>
  )
}
