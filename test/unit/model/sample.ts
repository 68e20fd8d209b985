/** A document that uses every key of the format, as people write it, and a workspace file that does. */

export const EVERY_KEY = `sessions:
  - id: S-0302-AVA-1
    client: C-AVA
    date: 2026-03-02
    code: 97153
    provider: rbt-lee            # who delivered the service
    supervisor: bcba-cruz
    start: "15:00"
    end: 3:53 PM
    nonBillable:
      - { start: "15:20", end: "15:25", reason: break }
      - { minutes: 3, reason: waiting }
    scheduled: { start: "15:00", end: "16:00" }
    units: 3
    modifiers: [HM]
    placeOfService: 02
    authorization: AUTH-778
    groupSize: 3
    technicians: [rbt-lee, rbt-kim]
    clientPresent: true
    caregivers: [ { name: R. Diaz, relationship: mother } ]
    goals: [requests with two words]
    interventions: [prompt fading]
    summary: |
      Free text
      on two lines.
    protocolChange: { change: shorter trials, reason: fatigue }
    signatures:
      - { by: rbt-lee, date: 2026-03-02 }
  - { id: S-2, client: C-AVA, date: "2026-03-03", code: "0362T", provider: 7, summary: "" }

claims:
  - id: CLM-0301
    client: C-AVA
    payer: sunrise
    created: 2026-03-06
    frequency: original
    replaces: CLM-0214
    payerControlNumber: "000123"
    authorization: AUTH-778
    billingProvider: clinic
    diagnoses: [F84.0]
    total: 75.00
    lines:
      - date: 2026-03-02
        code: 97153
        modifiers: [HM, "95"]
        diagnosisPointers: [A]
        units: 3
        charge: 75
        placeOfService: 12
        provider: rbt-lee
        supervisor: bcba-cruz
        authorization: AUTH-779
        sessions: [S-0302-AVA-1]
        start: "15:00"
        end: "15:53"
        minutes: 53

clients:
  - id: C-AVA
    name: { first: Ava, last: Diaz }
    birthDate: 2018-01-15
    sex: F
    address: { line: 2 Test Street, city: Austin, state: TX, zip: "787010002" }
    diagnoses: [F84.0]
    coverage:
      - payer: sunrise
        memberId: SYN0000001
        from: 2026-01-01
        to: 2026-12-31
        subscriber: { relationship: child, first: Rosa, last: Diaz }
    authorizations:
      - number: AUTH-778
        payer: sunrise
        from: 2026-01-01
        to: 2026-06-30
        diagnoses: [F84.0]
        services:
          - { codes: [97153], units: 2080, perDay: 32 }
          - { codes: [97155, 97156], units: 208, perWeek: 8, perMonth: 30 }
        used:
          - { codes: [97153], units: 416, through: 2026-02-28 }

providers:
  - id: rbt-lee
    name: { first: Jordan, last: Lee }
    npi: "1234567893"
    taxonomy: 106S00000X
    credentials:
      - { type: RBT, level: technician, from: 2025-04-01, to: 2027-04-01 }
    enrollments:
      - { payer: sunrise, from: 2025-05-01, to: 2030-01-01 }
  - { id: clinic, name: North Clinic, enrollments: [] }

payers:
  - id: sunrise
    name: Sunrise Health Plan
    extends: builtin:default
    lineOfBusiness: commercial
    from: 2026-01-01
    to: 2026-12-31
    source: Provider manual 2026, p. 14
    reviewed: 2026-02-01
    payerId: SUN01
    units:
      rounding: midpoint
      per: day
      pool: provider
      minutes: { default: 15, H0032: 60, 99366: event, 97151-TJ: event, 97152-TJ: unknown }
      roundingByCode: { T1005: round-up }
    sources:
      units.rounding: { source: Bulletin 7, reviewed: 2026-01-15, verify: true }
      providers: { source: Credentialing manual }
    lines: day
    caps:
      - { codes: [97153], units: 32, per: day }
      - { codes: [97151], units: 16, per: { days: 180 }, source: Bulletin 9, reviewed: 2026-01-16, verify: true }
      - { hours: 40, per: week, withoutModifiers: [XP] }
      - { codes: [97156], modifiers: [GT], hours: "4.5", per: { months: 6 } }
      - { codes: [97153], units: 16000, per: lifetime }
    weekStart: sunday
    ratios:
      - { codes: [97155], of: [97153, 97154], per: month, minPercent: 10, maxPercent: 12.5, aboveHours: 200, verify: true }
      - { codes: [97155], modifiers: [GT], of: [97155], per: week, maxPercent: "50" }
    providerHours: { perDay: 12 }
    age: { min: 0, max: 20 }
    authorization: { required: true, codes: [97153] }
    assessments:
      - { codes: [97151], withinDays: 14, notAgainWithinDays: 180, source: Bulletin 4 }
    covered: [97151, 97153, 97155, 97156]
    providers:
      97153: [technician, assistant, qhp]
      97155: [qhp]
    supervisor: { required: [97152, 97153, 97154], level: qhp }
    concurrency:
      - { codes: [97153, 97155], allowed: true }
      - { codes: [97153, 97156], allowed: true, clientAbsent: false, separatePlaces: true }
      - { codes: [97151, 97156], allowed: true, modifiers: [HS, HR], verify: false }
    notSameDay:
      - { codes: [97153], with: [H2014], source: Bulletin 6 }
    modifiers:
      credential: { technician: HM, assistant: HN, qhp: [HO, HP], BCBA-D: HP }
      credentialRequired: [97153, 97155]
      required:
        - { codes: [97154], anyOf: [HQ], source: Bulletin 5 }
      notAccepted: ["59", "76"]
      telehealth:
        modifiers: ["95", GT]
        codes: [97155, 97156]
        excludedCodes: [97153]
        placesOfService: ["02", "10"]
        providers: [LBA]
        audioOnly: false
    placesOfService: [11, 12, "02"]
    groupSize: { min: 2, max: 8, modifiers: { 2: UN, 4-5: UQ, 6+: US }, modifierRequired: [97154] }
    diagnoses: { anyOf: [F84.0, F84.5], noneOf: [F84.2] }
    documentation:
      signedWithinDays: 0
      signedBeforeClaim: true
      signatures: 2
      require: [goals, interventions, summary]
    timelyFilingDays: 95
    fees:
      - { code: 97153, rate: 25.00 }
      - { code: 97153, modifier: HO, rate: 28.5, source: Fee schedule 2026 }
`;

export const EVERY_SETTING = `rules: { units-below-time: off, copied-note: warning }
defaultPayer: sunrise
asOf: 2026-03-31
include: ["2026/**"]
exclude: ["archive/**"]
suppressions:
  - { rule: timely-filing, record: CLM-0214, reason: appeal pending, until: 2026-12-31 }
`;
