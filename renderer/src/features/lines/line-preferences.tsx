import { NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../../shared/domain/line.ts'
import { type LinePreferences, ringtones } from '../../../../shared/domain/line-preferences.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import css from './line-preferences.module.css'

/** How this line's calls ring, sound and are answered. Each change counts from the next call on. */
export function LinePreferencesEdit({ line }: { readonly line: Line }) {
  const { t } = useTranslation()
  const { failure, request } = useRequest()
  const recordingOff = useApp((s) => s.recordings.disabled)
  const { preferences: p } = line
  const change = (part: Partial<LinePreferences>): void =>
    void request(window.dialdesk.lines.setPreferences({ lineId: line.id, preferences: { ...p, ...part } }))
  const move = (from: number, by: number): void => {
    const codecs = [...p.codecs]
    const [codec] = codecs.splice(from, 1)
    if (codec) codecs.splice(from + by, 0, codec)
    change({ codecs })
  }
  const unavailable = line.facts.filter((f) => f.effect === 'not-available')
  return (
    <fieldset className="stack area">
      <legend>{t('prefs.title')}</legend>
      <div className="row low">
        <Select
          className="grow"
          label={t('prefs.ringtone')}
          allowDeselect={false}
          value={p.ringtone}
          data={ringtones.map((value) => ({ value, label: t(`prefs.ring.${value}`) }))}
          onChange={(v) => v && change({ ringtone: v })}
        />
        <button type="button" className="button" onClick={() => getAudio()?.trySound(p.ringtone, 'ringer')}>
          {t('prefs.listen')}
        </button>
      </div>
      <div className="row low">
        <Select
          className="grow"
          label={t('prefs.autoAnswer')}
          description={p.autoAnswer.mode === 'header' ? t('prefs.autoHeaderHint') : undefined}
          allowDeselect={false}
          value={p.autoAnswer.mode}
          data={(['off', 'header', 'always'] as const).map((value) => ({ value, label: t(`prefs.auto.${value}`) }))}
          onChange={(v) => v && change({ autoAnswer: { ...p.autoAnswer, mode: v as 'off' } })}
        />
        {p.autoAnswer.mode !== 'off' && (
          <NumberInput
            w={140}
            label={t('prefs.autoDelay')}
            min={0}
            max={60}
            clampBehavior="strict"
            allowDecimal={false}
            value={p.autoAnswer.delay}
            onChange={(v) => typeof v === 'number' && change({ autoAnswer: { ...p.autoAnswer, delay: v } })}
          />
        )}
      </div>
      <Select
        label={t('prefs.srtp')}
        description={t('prefs.srtpHint')}
        allowDeselect={false}
        value={p.srtp}
        data={(['off', 'preferred', 'required'] as const).map((value) => ({ value, label: t(`prefs.enc.${value}`) }))}
        onChange={(v) => v && change({ srtp: v as 'off' })}
      />
      <div>
        <b>{t('prefs.codecs')}</b>
        <ul className={css['codecs']}>
          {p.codecs.map((c, i) => (
            <li key={c.name}>
              <Switch
                label={c.name === 'opus' ? 'Opus' : c.name === 'G722' ? 'G.722' : c.name}
                checked={c.on}
                disabled={c.on && p.codecs.filter((o) => o.on).length === 1}
                onChange={(e) => change({ codecs: p.codecs.map((o, k) => (k === i ? { ...o, on: e.currentTarget.checked } : o)) })}
              />
              <span className="grow" />
              <button
                type="button"
                className="icon-button"
                disabled={i === 0}
                aria-label={t('prefs.up', { codec: c.name })}
                onClick={() => move(i, -1)}
              >
                <IconArrowUp size={16} aria-hidden />
              </button>
              <button
                type="button"
                className="icon-button"
                disabled={i === p.codecs.length - 1}
                aria-label={t('prefs.down', { codec: c.name })}
                onClick={() => move(i, 1)}
              >
                <IconArrowDown size={16} aria-hidden />
              </button>
            </li>
          ))}
          {unavailable.map((f) => (
            <li key={f.field}>
              <span>
                {f.field
                  .replace('codec_', '')
                  .replace(/^speex(\d+)$/, 'Speex $1 kHz')
                  .replace('ilbc', 'iLBC')}
              </span>
              <span className="grow" />
              <small>{t('effect.not-available')}</small>
            </li>
          ))}
        </ul>
      </div>
      <div className="row low">
        <Select
          className="grow"
          label={t('prefs.packetTime')}
          allowDeselect={false}
          value={String(p.packetTime)}
          data={['10', '20', '30', '40'].map((value) => ({ value, label: `${value} ms` }))}
          onChange={(v) => v && change({ packetTime: Number(v) as 20 })}
        />
        <Select
          className="grow"
          label={t('prefs.tones')}
          allowDeselect={false}
          value={p.tones}
          data={(['auto', 'rtp', 'info'] as const).map((value) => ({ value, label: t(`prefs.tone.${value}`) }))}
          onChange={(v) => v && change({ tones: v as 'auto' })}
        />
      </div>
      <Switch label={t('prefs.comfortNoise')} checked={p.comfortNoise} onChange={(e) => change({ comfortNoise: e.currentTarget.checked })} />
      {!recordingOff && <Switch label={t('prefs.record')} checked={p.record} onChange={(e) => change({ record: e.currentTarget.checked })} />}
      <form
        className="row low"
        onSubmit={(e) => {
          e.preventDefault()
          change({ voicemail: String(new FormData(e.currentTarget).get('voicemail') ?? '').trim() })
        }}
      >
        <TextInput
          className="grow"
          name="voicemail"
          label={t('prefs.voicemail')}
          description={t('prefs.voicemailHint')}
          defaultValue={p.voicemail}
          maxLength={64}
          inputMode="tel"
        />
        <button type="submit" className="button" aria-label={`${t('lines.save')}: ${t('prefs.voicemail')}`}>
          {t('lines.save')}
        </button>
      </form>
      <FailureNote failure={failure} />
    </fieldset>
  )
}
