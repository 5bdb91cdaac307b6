import { expect, it } from 'vitest'
import { firstFrame } from '../../../../../electron/main/windows/first-frame.ts'

const html = `<!doctype html>
<html lang="en" data-mantine-color-scheme="light">
  <head>
    <link rel="modulepreload" crossorigin href="./assets/first.js">
    <link rel="preload" as="fetch" crossorigin href="./assets/en.json" data-only="en">
    <link rel="preload" as="fetch" crossorigin href="./assets/de.json" data-only="de">
    <link rel="modulepreload" crossorigin href="./assets/sign-in.js" data-only="sign-in">
  </head>
</html>`

it('is in the language and theme of this start, and asks for no file of another', () => {
  const german = firstFrame(html, { language: 'de', dark: true, start: 'shell', inCall: false })
  expect(german).toContain('<html lang="de" data-mantine-color-scheme="dark" data-start="shell">')
  expect([...german.matchAll(/href="([^"]+)"/g)].map(([, file]) => file)).toEqual(['./assets/first.js', './assets/de.json'])
  const english = firstFrame(html, { language: 'en', dark: false, start: 'sign-in', inCall: false })
  expect(english).toContain('<html lang="en" data-mantine-color-scheme="light" data-start="sign-in">')
  expect([...english.matchAll(/href="([^"]+)"/g)].map(([, file]) => file)).toEqual(['./assets/first.js', './assets/en.json', './assets/sign-in.js'])
})

it('says that a call is up, whose audio comes first', () => {
  expect(firstFrame(html, { language: 'en', dark: false, start: 'shell', inCall: true })).toContain('data-start="shell" data-in-call>')
})
