// Entry of the incoming window's page. It plays no audio and receives only the ringing call.
import '@fontsource-variable/inter/opsz.css'
import '../ui/incoming-window.css'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { IncomingView } from '../../../shared/domain/desktop.ts'
import { IncomingCallCard } from '../components/incoming-call-card.tsx'
import { changeLanguage, startLanguages } from '../i18n/index.ts'
import css from './main.module.css'

const { incoming } = window.dialdesk
const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** The tokens select their scheme by the attribute that Mantine sets in the main window. */
function paint(theme: IncomingView['theme']): void {
  document.documentElement.dataset['mantineColorScheme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
}

function Incoming() {
  const [view, setView] = useState<IncomingView | null>(null)
  useEffect(() => {
    const stop = incoming.changed(setView)
    void incoming.view().then((outcome) => outcome.ok && setView(outcome.value))
    return stop
  }, [])
  const theme = view?.theme ?? 'system'
  const language = view?.language
  useEffect(() => {
    const apply = (): void => paint(theme)
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    if (language) void changeLanguage(language)
  }, [language])
  return (
    <main className={css['incoming-main']}>
      {view && <IncomingCallCard key={view.callId} call={view} details={view} run={(action) => incoming.perform({ callId: view.callId, action })} />}
    </main>
  )
}

paint('system')
await startLanguages('en', 'Dialdesk')
const root = document.getElementById('root')
if (root) createRoot(root).render(<Incoming />)
