import { expect, it } from 'vitest'
import { type FirstFrame, firstFrame } from '../../../../../electron/main/windows/first-frame.ts'

const html = `<!doctype html>
<html lang="en" data-mantine-color-scheme="light">
  <head>
    <script data-only="no-call" type="module" crossorigin src="./assets/index.js"></script>
    <script data-only="call" type="module" crossorigin src="./assets/in-call.js"></script>
    <link data-only="call" data-next rel="modulepreload" crossorigin href="./assets/index.js">
    <link rel="modulepreload" crossorigin href="./assets/first.js">
    <link rel="preload" as="fetch" crossorigin href="./assets/en.json" data-only="en">
    <link rel="preload" as="fetch" crossorigin href="./assets/de.json" data-only="de">
    <link rel="modulepreload" crossorigin href="./assets/sign-in.js" data-only="sign-in">
  </head>
  <body>
    <div id="root">
      <div class="frame" aria-busy="true"><div class="frame-sheet"></div></div>
    </div>
  </body>
</html>`
const frame = (part: Partial<FirstFrame>): FirstFrame => ({ language: 'en', dark: false, start: 'sign-in', inCall: false, drawn: null, ...part })

it('is in the language and theme of this start, and asks for no file of another', () => {
  const german = firstFrame(html, frame({ language: 'de', dark: true, start: 'shell' }), null)
  expect(german).toContain('<html lang="de" data-mantine-color-scheme="dark" data-start="shell">')
  expect([...german.matchAll(/href="([^"]+)"/g)].map(([, file]) => file)).toEqual(['./assets/first.js', './assets/de.json'])
  const english = firstFrame(html, frame({}), null)
  expect(english).toContain('<html lang="en" data-mantine-color-scheme="light" data-start="sign-in">')
  expect([...english.matchAll(/href="([^"]+)"/g)].map(([, file]) => file)).toEqual(['./assets/first.js', './assets/en.json', './assets/sign-in.js'])
})

it('begins with the audio where a call is up, and with the screen where there is none', () => {
  const scripts = (inCall: boolean) =>
    [...firstFrame(html, frame({ start: 'shell', inCall }), null).matchAll(/<(script|link) [^>]*\b(?:src|href)="\.\/assets\/(i[^"]+)"/g)].map(
      ([, tag, file]) => `${tag} ${file}`,
    )
  expect(scripts(false)).toEqual(['script index.js'])
  expect(scripts(true)).toEqual(['script in-call.js', 'link index.js'])
})

it('has the screen that the build drew in place of its outline, and the outline where there is none', () => {
  const screen = '<div class="first-frame">$&amp;<input></div>'
  expect(firstFrame(html, frame({}), screen)).toContain(`<div id="root">\n      ${screen}\n    </div>`)
  expect(firstFrame(html, frame({}), null)).toContain('<div class="frame" aria-busy="true"><div class="frame-sheet"></div></div>')
})
