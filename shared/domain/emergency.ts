/**
 * Emergency numbers by region (ISO 3166-1 alpha-2). Source: ITU-T E.161.1 (112 and 911 as global numbers) and the national
 * lists published by the European Commission and the countries' regulators. A region that is not listed gets the
 * conservative set: better an unneeded warning than a delayed call.
 */
const everywhere = ['112', '911']
const byRegion: Readonly<Record<string, readonly string[]>> = {
  DE: ['110'],
  AT: ['122', '133', '144', '140', '128'],
  CH: ['117', '118', '144', '1414', '1415'],
  LI: ['117', '118', '144'],
  FR: ['15', '17', '18', '114', '115', '119', '196'],
  IT: ['113', '115', '118', '1530'],
  ES: ['061', '062', '080', '091', '092'],
  PT: ['115', '117'],
  NL: [],
  BE: ['100', '101'],
  LU: ['113'],
  GB: ['999', '101', '111'],
  IE: ['999'],
  PL: ['997', '998', '999', '984', '985', '986'],
  CZ: ['150', '155', '156', '158'],
  SK: ['150', '155', '158'],
  HU: ['104', '105', '107'],
  SI: ['113'],
  HR: ['192', '193', '194', '195'],
  DK: ['114'],
  SE: ['90000'],
  NO: ['110', '113'],
  FI: [],
  GR: ['100', '108', '166', '199'],
  TR: ['110', '155', '156', '177'],
  RO: [],
  BG: ['150', '160', '166'],
  RS: ['192', '193', '194'],
  US: ['988'],
  CA: ['988'],
  AU: ['000', '106'],
  NZ: ['111'],
  IN: ['100', '101', '102', '108'],
  CN: ['110', '119', '120', '122'],
  JP: ['110', '118', '119'],
  BR: ['190', '192', '193'],
  ZA: ['10111', '10177'],
}
const conservative = ['000', '100', '101', '102', '110', '111', '113', '115', '117', '118', '119', '120', '999']

/** True for an emergency number of `region` (two letters; anything else gets the conservative set). */
export function isEmergencyNumber(number: string, region: string): boolean {
  const digits = number.replace(/[\s()./-]/g, '')
  return everywhere.includes(digits) || (byRegion[region] ?? conservative).includes(digits)
}
