import { IconBackspace, IconChevronDown, IconHeadset, IconMessage, IconPhone, IconPhoneCall, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asTyped } from '../../../../shared/domain/number-intake.ts'
import { fieldText, groupNumber } from '../../../../shared/domain/number-typing.ts'
import { missingDevices } from '../../audio/devices.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Keypad } from '../../components/keypad.tsx'
import { LineMenuItems } from '../../components/line-menu-items.tsx'
import { MenuButton } from '../../components/menu-button.tsx'
import { type PartyListProps, usePartyField } from '../../components/party-field.tsx'
import { PartyList, PartyNobody } from '../../components/party-list.tsx'
import { ProvisioningSteps } from '../../components/provisioning-steps.tsx'
import { useDevices } from '../../hooks/use-devices.ts'
import type { Dial } from '../../hooks/use-dial.ts'
import { useLineState } from '../../hooks/use-line-state.ts'
import { useMayCallBack } from '../../hooks/use-may-call-back.ts'
import { useApp } from '../../state/app-store.ts'
import { go, openSettings } from '../../state/navigation.ts'
import { currentLine, regionOf } from '../../state/selectors.ts'
import css from './dial-pane.module.css'
import numberField from './number-field.module.css'
import preview from './number-preview.module.css'
import { NumberPreview, useDialledForm } from './number-preview.tsx'
import { QuickDial } from './quick-dial.tsx'

type Props = {
  readonly number: string
  /** The line that the number came with; null: the current one. */
  readonly lineId: string | null
  readonly onNumber: (number: string) => void
  /** Somebody was chosen, perhaps with a line of their own; null: the current one. */
  readonly onParty: (number: string, lineId: string | null) => void
  /** A line was chosen. */
  readonly onLine: () => void
  readonly dialling: Dial
}

/** The number field with its preview, keys, and the button that calls via a line. */
export function DialPane({ number, lineId, onNumber, onParty, onLine, dialling }: Props) {
  const { t } = useTranslation()
  const line = useApp((s) => s.lines.lines.find(({ id }) => id === lineId) ?? currentLine(s))
  const anyLine = useApp((s) => s.lines.lines.length > 0)
  const word = useLineState()
  const mayCallBack = useMayCallBack()
  const region = useApp(regionOf)
  const change = (text: string): void => {
    dialling.clear()
    onNumber(text)
  }
  const last = useApp((s) => s.recentCalls.entries.find((e) => e.direction === 'outgoing')?.number ?? '')
  const party = usePartyField({
    value: number,
    onValue: change,
    onTake: (taken) => take(taken.number, taken.lineId),
    onEnter() {
      if (dialable) call(line.id)
      // redial as desk phones do: show the number first, with its price
      else if (number === '') change(fieldText(asTyped(last), region))
    },
  })
  const field = party.input.ref
  const dialled = useDialledForm(party.words ? '' : number, line)
  const emergency = dialled?.kind === 'number' && dialled.emergency
  const ready = line !== null && line.enabled && (line.registration.state === 'registered' || emergency)
  const dialable = dialled?.kind === 'number' && ready && !dialling.busy

  /** What was pressed may be gone with the list: the next key is for the number. */
  const choose = (text: string): void => {
    change(fieldText(asTyped(text), region))
    field.current?.focus()
  }
  const take = (text: string, own: string | null): void => {
    dialling.clear()
    onParty(fieldText(asTyped(text), region), own)
    field.current?.focus()
  }
  const [hidden, setHidden] = useState(false)
  const call = (via: string | null): void => {
    void dialling.dial(number, via, 'typed', { hidden })
    setHidden(false)
  }
  return (
    <section className={`pane ${css['dialer']}`} aria-labelledby="dial-title" data-pane>
      <div className="pane-head">
        <h1 id="dial-title">{t('dial.title')}</h1>
        <small>{t('dial.hint')}</small>
      </div>
      <ProvisioningSteps />
      <div className={css['entry']}>
        <div className={`${numberField['number-field']} number-field`}>
          <div className={numberField['number-field-entry']}>
            <input
              {...party.input}
              data-number-field
              // biome-ignore lint/a11y/noAutofocus: the screen's first field, also where it is drawn before any script has run
              autoFocus
              className="num"
              inputMode="tel"
              aria-label={t('dial.placeholder')}
              placeholder={t('dial.placeholder')}
              style={{ fontSize: number.length > 24 ? 16 : number.length > 19 ? 18 : number.length > 16 ? 20 : 24 }}
            />
            {number !== '' && (
              <IconButton label={t('dial.clear')} onClick={() => choose(number.trimEnd().slice(0, -1))}>
                <IconBackspace size={18} stroke={1.75} aria-hidden />
              </IconButton>
            )}
          </div>
          {party.words ? <Words of={party.list} /> : <NumberPreview dialled={dialled} number={number} />}
        </div>
        <PartyList of={party.list} over />
      </div>
      <FailureNote failure={dialling.failure} />
      <Keypad
        onKey={(key) => {
          getAudio()?.keyTone(key)
          change(groupNumber(number + key, region))
        }}
        onLongZero={() => change(`${number}+`)}
      />
      <div className="split">
        <button
          type="button"
          className="button go main"
          disabled={!dialable}
          aria-label={t('dial.callVia', { line: line?.label ?? '' })}
          onClick={() => call(line?.id ?? null)}
        >
          <IconPhone size={18} stroke={1.75} aria-hidden /> {t('dial.call')} <span>{line && t('dial.via', { line: line.label })}</span>
        </button>
        <MenuButton
          width={300}
          className="button go more"
          aria-label={t('dial.chooseLine')}
          disabled={!anyLine}
          menu={(Menu) => (
            <>
              <LineMenuItems menu={Menu} onChosen={onLine} />
              <Menu.Divider />
              <Menu.Item disabled={emergency} onClick={() => setHidden(!hidden)}>
                {t(hidden ? 'dial.showNumber' : 'dial.hideNumber')}
              </Menu.Item>
            </>
          )}
        >
          <IconChevronDown size={18} aria-hidden />
        </MenuButton>
      </div>
      <div className={`row ${css['other-ways']}`}>
        {mayCallBack && (
          <button type="button" className="button grow" disabled={dialled?.kind !== 'number' || emergency} onClick={() => go('callback', number)}>
            <IconPhoneCall size={16} aria-hidden /> {t('nav.callback')}
          </button>
        )}
        <button
          type="button"
          className="button grow"
          disabled={dialled?.kind !== 'number' || dialled.e164 === null}
          onClick={() => go('sms', number)}
        >
          <IconMessage size={16} aria-hidden /> {t('nav.sms')}
        </button>
        <button
          type="button"
          className="icon-button"
          disabled={dialled?.kind !== 'number' || emergency}
          aria-label={t('dial.saveContact')}
          title={t('dial.saveContact')}
          onClick={() => go('contacts', number)}
        >
          <IconUserPlus size={16} aria-hidden />
        </button>
      </div>
      {hidden && <p role="status">{t('dial.hidden')}</p>}
      <QuickDial onTake={take} />
      {line && !ready && (
        <p style={{ color: 'var(--text-secondary)', fontSize: 12 }}>{t('dial.notReady', { line: line.label, state: word(line) })}</p>
      )}
      <DeviceInUse />
    </section>
  )
}

/** In place of the preview: what to do while a name is in the field. */
function Words({ of: { nobody, parties, refused } }: { readonly of: PartyListProps }) {
  const { t } = useTranslation()
  return (
    <div className={preview['number-preview']}>
      {nobody === null ? t('party.choose') : <PartyNobody text={nobody} parties={parties} refused={refused} />}
    </div>
  )
}

/** The microphone that a call would use, by its name, and the way to change it. */
function DeviceInUse() {
  const { t } = useTranslation()
  const { microphone, names } = useApp((s) => s.settings.audio)
  const devices = useDevices()
  const chosen = devices?.microphones.find((d) => d.id === microphone)?.label || names.microphone || t('audio.preferred')
  const text =
    microphone === 'default'
      ? [t('audio.default'), devices?.defaultMicrophone && `(${devices.defaultMicrophone})`].filter(Boolean).join(' ')
      : devices && missingDevices({ microphone, speaker: 'default', ringer: 'default' }, devices).length
        ? t('audio.gone', { device: chosen })
        : chosen
  return (
    <div className={css['device']} data-devices>
      <IconHeadset size={16} aria-hidden />
      <span title={text}>
        <bdi>{text}</bdi>
      </span>
      <button type="button" className="text-button" onClick={() => openSettings('audio')} aria-label={`${t('dial.device')}: ${t('dial.change')}`}>
        {t('dial.change')}
      </button>
    </div>
  )
}
