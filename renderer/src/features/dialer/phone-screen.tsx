import { useState } from 'react'
import type { SettingsSection } from '../../app/shell.tsx'
import { useApp } from '../../state/app-store.ts'
import { DialPane } from './dial-pane.tsx'
import { EmergencyConfirm } from './emergency-confirm.tsx'
import { RecentCalls } from './recent-calls.tsx'
import { useDial } from './use-dial.ts'
import './dialer.css'

/** The dialler on the left, what happened lately on the right. */
export function PhoneScreen({ openSettings }: { readonly openSettings: (section: SettingsSection) => void }) {
  const [number, setNumber] = useState('')
  const dialling = useDial(() => setNumber(''))
  const signedIn = useApp(({ account }) => account.session.state === 'signed-in')
  return (
    <div className="phone">
      <DialPane number={number} onNumber={setNumber} dialling={dialling} openSettings={openSettings} />
      {signedIn && <RecentCalls onCall={(entry) => void dialling.dial(entry.number, entry.lineId, 'redial')} />}
      {dialling.toConfirm && <EmergencyConfirm number={dialling.toConfirm.number} onNo={dialling.forget} onYes={dialling.confirm} />}
    </div>
  )
}
