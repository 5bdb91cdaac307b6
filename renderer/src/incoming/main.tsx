// Entry of the incoming window's page. It has no sound and sees nothing of the state but the call that rings.
import '@fontsource-variable/inter/opsz.css'
// a copy of its own: shared, the bundler would load it before Mantine's in the main window, and Mantine's would win
import '../ui/tokens.css?incoming'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { IncomingView } from '../../../shared/desktop.ts'
import { speak, startLanguages } from '../i18n/index.ts'
import { IncomingCard } from './incoming-card.tsx'

const { incoming } = window.dialdesk
const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** Tokens know their scheme by an attribute that Mantine sets in the main window. */
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
    if (language) speak(language)
  }, [language])
  return (
    <main className="incoming-main">
      {view && <IncomingCard key={view.callId} view={view} act={(act) => incoming.act({ callId: view.callId, act })} />}
    </main>
  )
}

paint('system')
await startLanguages('en', 'Dialdesk')
const root = document.getElementById('root')
if (root) createRoot(root).render(<Incoming />)
