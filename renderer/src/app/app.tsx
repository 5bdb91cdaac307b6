import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { chooseLanguage } from '../../../shared/language.ts'
import { SignIn } from '../features/sign-in/sign-in.tsx'
import { speak } from '../i18n/index.ts'
import { useApp } from '../state/app-store.ts'
import { Shell } from './shell.tsx'

/** Sign-in or the shell, in the language and colours the settings say. */
export function App() {
  const signedIn = useApp(({ account }) => account.session.state === 'signed-in')
  const theme = useApp(({ settings }) => settings.theme)
  const language = useApp(({ settings, environment }) => chooseLanguage(settings.language, environment.systemLanguages))
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme])
  useEffect(() => speak(language), [language])
  return signedIn ? <Shell /> : <SignIn />
}
