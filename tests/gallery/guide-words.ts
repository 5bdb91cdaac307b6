// Who is who in the guide's pictures, in each language, with made-up numbers and rates.

/** Monday, 14:31 in Berlin. */
export const NOW = Date.UTC(2026, 10, 23, 13, 31)

export const words = {
  en: {
    office: 'Office Berlin',
    home: 'Home',
    shop: 'Shop',
    desk: 'Front desk',
    accounting: 'Accounting',
    gate: 'Warehouse gate',
    supplier: 'Example GmbH, purchasing',
    taxi: 'Taxi',
    mobile: 'My mobile',
    landline: 'Germany, landline',
    cell: 'Germany, mobile',
    uk: 'United Kingdom, landline',
    france: 'France, landline',
    usa: 'USA',
    customer: 'Customer',
    message: 'The delivery arrives at ten tomorrow. Please have the gate open.',
    headset: 'USB headset',
  },
  de: {
    office: 'Büro Berlin',
    home: 'Zuhause',
    shop: 'Laden',
    desk: 'Empfang',
    accounting: 'Buchhaltung',
    gate: 'Lagertor',
    supplier: 'Muster GmbH, Einkauf',
    taxi: 'Taxi',
    mobile: 'Mein Handy',
    landline: 'Deutschland, Festnetz',
    cell: 'Deutschland, Mobilfunk',
    uk: 'Großbritannien, Festnetz',
    france: 'Frankreich, Festnetz',
    usa: 'USA',
    customer: 'Kunde',
    message: 'Die Lieferung kommt morgen um zehn. Bitte lassen Sie das Tor offen.',
    headset: 'USB-Headset',
  },
} as const
export type Language = keyof typeof words

/** Per minute, as the account is charged. */
export const rates = { landline: 90, cell: 390, uk: 110, france: 120, usa: 140 } as const
export type Destination = keyof typeof rates
export const numbers = {
  desk: '+493023125110',
  accounting: '+494066969214',
  gate: '+496990009417',
  supplier: '+498999998305',
  taxi: '+493023125900',
  mobile: '+491713920042',
  london: '+442079460958',
  paris: '+33199001234',
  newYork: '+12025550147',
} as const
export type Who = keyof typeof numbers
export const destinations: Readonly<Record<Who, Destination>> = {
  desk: 'landline',
  accounting: 'landline',
  gate: 'landline',
  supplier: 'landline',
  taxi: 'landline',
  mobile: 'cell',
  london: 'uk',
  paris: 'france',
  newYork: 'usa',
}
