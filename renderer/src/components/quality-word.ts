/** Rates a MOS (ITU-T G.107 annex B: above 4.03 users are satisfied, below 3.1 most are not). */
export const qualityWord = (mos: number): 'good' | 'fair' | 'poor' => (mos >= 4 ? 'good' : mos >= 3.1 ? 'fair' : 'poor')
