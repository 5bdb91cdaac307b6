import { useMantineColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import { chooseLanguage } from '../../../shared/domain/language.ts'
import { changeLanguage } from '../i18n/index.ts'
import { useApp } from '../state/app-store.ts'
import { SOON, takeLate } from '../state/opening.ts'
import { Frame } from './frame.tsx'
import { firstRun, signIn } from './parts.ts'
import { Shell } from './shell.tsx'

const SignIn = signIn.part((m) => m.SignIn)
const FirstRun = firstRun.part((m) => m.default)

/** Sign-in, the first steps or the shell, in the language and colour scheme of the settings. */
export function App() {
  const session = useApp(({ account }) => account.session.state)
  const setUp = useApp(({ settings }) => settings.setUp)
  const busy = useApp(({ calls }) => calls.some((c) => c.state !== 'ended'))
  const theme = useApp(({ settings }) => settings.theme)
  const language = useApp(({ settings, environment }) => chooseLanguage(settings.language, environment.systemLanguages))
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const wanted = theme === 'system' ? 'auto' : theme
  useEffect(() => {
    // a new function at each render, and each call recalculates the styles of the whole page twice
    if (colorScheme !== wanted) setColorScheme(wanted)
  }, [colorScheme, wanted, setColorScheme])
  useEffect(() => void changeLanguage(language), [language])
  if (session === 'opening') return <Opening />
  if (session !== 'signed-in') return <SignIn />
  // a call takes precedence over the first steps
  return setUp || busy ? <Shell /> : <FirstRun />
}

function Opening() {
  const [late, setLate] = useState(takeLate)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON)
    return () => clearTimeout(timer)
  }, [])
  return late ? <SignIn /> : <Frame />
}
