import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { guessTargets, looksLikeHead, readRows, readTable } from '../../../../../electron/main/contacts/csv-reader.ts'
import type { ReadContact } from '../../../../../electron/main/contacts/read-contact.ts'
import { decodeText, detectEncoding } from '../../../../../electron/main/contacts/text-encoding.ts'
import { readVcards } from '../../../../../electron/main/contacts/vcard-reader.ts'

function read(name: string): ReadContact[] {
  const bytes = readFileSync(`tests/fixtures/contacts/${name}`)
  const text = decodeText(bytes, detectEncoding(bytes))
  if (name.endsWith('.vcf')) return readVcards(text)
  const table = readTable(text)
  const head = table.rows[0]?.cells ?? []
  expect(looksLikeHead(head)).toBe(true)
  return readRows(table, guessTargets(head), true)
}
const shown = (name: string) =>
  read(name).map(({ line, name: who, contact, reasons }) => [
    line,
    who,
    (contact?.numbers ?? []).map(({ kind, number }) => `${kind} ${number}`),
    ...(contact?.groups.length ? [contact.groups] : []),
    ...(reasons.length ? [reasons] : []),
  ])

it.each([
  ['outlook-2.1.vcf', [[1, 'Dr. Jörg Müller', ['work +49 (30) 23125-110', 'home 030 23125111', 'mobile 0171 3920042', 'fax +49 (30) 23125-119']]]],
  [
    'apple-3.0.vcf',
    [
      [
        1,
        'Anna Maria Example',
        ['mobile +44 20 7946 0018', 'work +44 20 7946 0958', 'home +44 20 7946 0123', 'fax +44 20 7946 0124'],
        ['Friends', 'Family'],
      ],
      [20, 'Pizza Example', ['work 030 2312 5120']],
      [28, 'Mail Only', [], ['no-number']],
    ],
  ],
  [
    'google-3.0.vcf',
    [
      [1, 'Zoë Ünlü', ['mobile +49 171 3920043', 'work +49 30 23125130', 'other +49 30 23125131'], ['myContacts', 'Ski club']],
      [14, '0171 5550100', ['mobile 0171 5550100']],
    ],
  ],
  [
    'nextcloud-4.0.vcf',
    [[1, 'Thérèse Example', ['home +33-1-99-00-12-34', 'work +33 1 99 00 12 35', 'mobile +33 199001236'], ['Coworkers', 'Family']]],
  ],
  [
    'android-2.1.vcf',
    [
      [1, 'Иван Иванов', ['mobile +491715550101', 'home +49305550102', 'other 0171-555-0103']],
      [11, 'Service', ['mobile *100#']],
      [17, 'Off Cut', ['mobile +49171555'], ['not-complete']],
    ],
  ],
  [
    'thunderbird.csv',
    [
      [2, 'Sample, Berta', ['work 030 5550110', 'home 030 5550111', 'fax 030 5550112', 'mobile 0171 5550114']],
      [4, 'Carl Sample', [], ['no-number']],
    ],
  ],
  [
    'fritzbox.csv',
    [
      [2, 'Müller, Käthe', ['home 030 5550120', 'mobile 0171 5550121'], ['Familie']],
      [3, 'Apotheke am Markt', ['work 030 5550122', 'fax 030 5550123']],
      [4, '**Notdienst', ['work 116117']],
      [5, '030 5550124', ['home 030 5550124']],
    ],
  ],
  [
    'outlook.csv',
    [
      [2, 'Dora Example', ['fax +49 30 5550131', 'work +49 30 5550132', 'home 030 5550133', 'mobile 0171 5550134'], ['Key Customer', 'Berlin']],
      [3, '', [], ['no-number']],
    ],
  ],
  [
    'outlook-de.csv',
    [
      [
        2,
        'Frieda Beispiel',
        [
          'fax +49 221 5550201',
          'work +49 221 5550202',
          'work +49 221 5550203',
          'mobile +49 221 5550205',
          'work +49 221 5550206',
          'fax +49 221 5550207',
          'home +49 221 5550208',
          'home +49 221 5550209',
          'mobile +49 221 5550211',
          'fax +49 221 5550212',
          'other +49 221 5550213',
          'other +49 221 5550215',
          'mobile +49 221 5550216',
        ],
        ['Kunden', 'Köln'],
      ],
      [3, 'Hans Beispiel', [], ['no-number']],
    ],
  ],
  ['google.csv', [[2, 'Emil Example', ['mobile 0171 5550140', 'mobile 0171 5550141', 'work +49 431 5550142'], ['Sailing', 'starred']]]],
])('%s is read', (name, contacts) => expect(shown(name)).toEqual(contacts))
it('notes keep their lines, and what was written in another way', () => {
  const note = (name: string) => read(name)[0]?.contact?.note
  expect(note('outlook-2.1.vcf')).toBe(
    'First line of a note that is so long that it is written with a soft line break; second part.\nSecond line = last line.',
  )
  expect(note('apple-3.0.vcf')).toBe('First line\nsecond line, with a comma; and more')
  expect(note('google-3.0.vcf')).toContain('with ümlauts exactly where')
  expect(note('thunderbird.csv')).toBe('line one\nline two')
  expect(note('outlook.csv')).toBe('said "call me"')
  expect(read('google.csv')[0]?.contact?.favourite).toBe(true)
  expect(read('fritzbox.csv').map(({ contact }) => contact?.favourite)).toEqual([true, false, false, false])
})
it.each([
  ["Outlook's yes-or-no column is no number", 'First Name,Mobile Phone,Private\nDora,0171 5550134,False', ['mobile 0171 5550134']],
  ['one word is enough', 'Name;Privat;Geschäftlich;Mobil\nDora;030 1;030 2;0171 3', ['home 030 1', 'work 030 2', 'mobile 0171 3']],
  ['a number with its word', 'Name;Nummer privat;Geschäftliche Nummer;Nummer\nDora;030 1;030 2;030 3', ['home 030 1', 'work 030 2', 'other 030 3']],
  ['a SIP user is a number', 'Name;Telefon\nDora;dora', ['other dora']],
  ['other numbers', 'Name;Telefon;Kundennummer;Sozialversicherungsnummer;Steuernummer\nDora;030 1;4711;12;99', ['other 030 1']],
])('a table of columns: %s', (_name, text, numbers) => {
  const table = readTable(text)
  const [one] = readRows(table, guessTargets(table.rows[0]?.cells ?? []), true)
  expect(one?.contact?.numbers.map(({ kind, number }) => `${kind} ${number}`)).toEqual(numbers)
})
it('the encoding is found', () => {
  const found = ['outlook-2.1.vcf', 'google-3.0.vcf', 'fritzbox.csv', 'outlook.csv'].map((name) =>
    detectEncoding(readFileSync(`tests/fixtures/contacts/${name}`)),
  )
  expect(found).toEqual(['utf-8', 'utf-8', 'windows-1252', 'utf-16le'])
  expect(detectEncoding(Buffer.from('Name;Telefon\r\n', 'utf16le'))).toBe('utf-16le')
  expect(detectEncoding(Buffer.from('Name;Telefon\r\n', 'utf16le').swap16())).toBe('utf-16be')
  expect(detectEncoding(new Uint8Array())).toBe('utf-8')
})
it('a malformed line costs that line alone, and its neighbours are read', () => {
  const [one, two] = readVcards(
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Half',
      'this is no property',
      'TEL;TYPE="x:030 1',
      'TEL:030 2',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Whole',
      'TEL:030 3',
      'END:VCARD',
    ].join('\n'),
  )
  expect(one).toMatchObject({ name: 'Half', contact: { numbers: [{ number: '030 2' }] }, reasons: ['parts-unreadable'] })
  expect(two).toMatchObject({ line: 8, name: 'Whole', reasons: [] })
})
