import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { Keypad } from '../../components/keypad.tsx'
import { isTextField } from '../../hooks/is-text-field.ts'
import callScreen from './call-screen.module.css'

/** Always open in a call: menus at the other end want their keys at once. */
export function CallKeypad({ call }: { readonly call: CallView }) {
  const { t } = useTranslation()
  const usable = call.state === 'connected' || call.earlyMedia
  const send = (tones: string): void => {
    if (!usable) return
    getAudio()?.keyTone(tones)
    void window.dialdesk.calls.sendTones({ callId: call.id, tones })
  }
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.repeat || e.ctrlKey || e.metaKey || e.altKey || isTextField(e.target)) return
      if (/^[0-9*#]$/.test(e.key)) send(e.key)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="keypad-title" data-pane>
      <div className="pane-head">
        <h2 id="keypad-title">{t('dial.keypad')}</h2>
        {call.tonesSent && <small className="num">{t('call.sent', { tones: call.tonesSent.slice(-20) })}</small>}
      </div>
      {call.postDial && <PostDial callId={call.id} {...call.postDial} />}
      <Keypad onKey={send} letters={false} />
      {call.tonesReceived && (
        <p className="num" style={{ color: 'var(--text-secondary)' }} role="status">
          {t('call.received', { tones: call.tonesReceived.slice(-20) })}
        </p>
      )}
    </section>
  )
}

/** Tones that follow the dialled number: said before they are sent, and sent on the user's word where the number asks for that. */
function PostDial({ callId, rest, waiting }: { readonly callId: string } & NonNullable<CallView['postDial']>) {
  const { t } = useTranslation()
  const tones = /^[,;]*([^;]*)/.exec(rest)?.[1]?.replaceAll(',', '') ?? ''
  const proceed = (send: boolean): void => void window.dialdesk.calls.proceedPostDial({ callId, send })
  return (
    <div className="note" role="status">
      <span className="grow num">{t(waiting ? 'call.postDialWaits' : 'call.postDial', { tones })}</span>
      {waiting && (
        <button type="button" className="button" onClick={() => proceed(true)}>
          {t('call.postDialSend', { tones })}
        </button>
      )}
      <button type="button" className="button" onClick={() => proceed(false)}>
        {t('call.postDialSkip')}
      </button>
    </div>
  )
}
