// How installers are made. Set from outside, for a release:
//   DIALDESK_UPDATE_URL  folder of the update manifests (https); without it the build knows no updates
//   DIALDESK_UPDATE_KEY  public Ed25519 key of the Linux manifests (SPKI, DER, base64)
//   CSC_LINK, CSC_NAME, WIN_CSC_LINK  the platforms' signing identities, as electron-builder reads them
const { env, platform } = process

// Only the fitting prebuilt addon of the keychain is packed, for the target's platform and not the builder's.
const keytarFor = (target) => [{ from: `node_modules/keytar/prebuilds/${target}-\${arch}`, to: `node_modules/keytar/prebuilds/${target}-\${arch}` }]
const signed =
  platform === 'win32' ? Boolean(env.WIN_CSC_LINK || env.CSC_LINK) : platform === 'darwin' ? Boolean(env.CSC_LINK || env.CSC_NAME) : false
// empty, as a workflow hands over what is not set, is none
const url = env.DIALDESK_UPDATE_URL || null

/** Chromium's and the keychain's libraries; naming any replaces the whole default list. */
const debDepends = [
  'libgtk-3-0t64 | libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libuuid1',
  'libsecret-1-0',
  'libasound2t64 | libasound2',
]

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'example.dialdesk',
  productName: 'Dialdesk',
  copyright: 'The Dialdesk developers',
  asar: true,
  directories: { output: 'package-output', buildResources: 'resources' },
  files: [
    'out/**',
    'package.json',
    'resources/icon.png',
    'resources/tray/**',
    '!node_modules/keytar/{build,src,script,binding.gyp}{,/**}',
    '!node_modules/keytar/prebuilds/**',
  ],
  asarUnpack: ['**/*.node'],
  // the bill of materials (scripts/package.ts)
  extraResources: [{ from: 'package-output/sbom.cdx.json', to: 'sbom.cdx.json' }],
  npmRebuild: false,
  // an address is a promise that somebody looks after it: without one there are no updates
  publish: url ? { provider: 'generic', url } : null,
  extraMetadata: { dialdesk: { updates: url ? { url, key: env.DIALDESK_UPDATE_KEY || null, signed } : null } },
  ...(env.ELECTRON_DIST ? { electronDist: env.ELECTRON_DIST } : {}),
  protocols: [{ name: 'Telephone link', role: 'Viewer', schemes: ['tel', 'callto', 'sip', 'sips'] }],

  win: {
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
    icon: 'resources/icon.ico',
    files: keytarFor('win32'),
    ...(env.DIALDESK_NO_RESOURCE_EDITING ? { signAndEditExecutable: false } : {}),
  },
  nsis: {
    // asks: for me (no administrator needed) or for everybody on this computer
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    include: 'resources/installer.nsh',
  },

  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      // updates come as zip
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    icon: 'resources/icon.icns',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/entitlements.mac.plist',
    entitlementsInherit: 'resources/entitlements.mac.plist',
    extendInfo: {
      NSMicrophoneUsageDescription: 'Dialdesk uses the microphone for your calls.',
      // in the dock; the small window of a call does not need it
      LSUIElement: false,
    },
    // the same text by the language of the system
    extraResources: ['en', 'de'].map((language) => ({ from: `resources/mac/${language}.lproj`, to: `${language}.lproj` })),
    files: keytarFor('darwin'),
  },

  linux: {
    target: [
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'deb', arch: ['x64', 'arm64'] },
      { target: 'rpm', arch: ['x64', 'arm64'] },
    ],
    icon: 'resources/icons',
    category: 'Network;Telephony',
    executableName: 'dialdesk',
    syncDesktopName: true,
    maintainer: 'The Dialdesk developers <dialdesk@example.invalid>',
    synopsis: 'Softphone and companion app for a prepaid VoIP account',
    // a link is never read as an option
    executableArgs: ['--'],
    desktop: {
      entry: {
        GenericName: 'Softphone',
        'GenericName[de]': 'Softphone',
        'Comment[de]': 'Softphone und Begleit-App für ein Prepaid-VoIP-Konto',
        Keywords: 'phone;call;SIP;VoIP;',
        'Keywords[de]': 'Telefon;Anruf;SIP;VoIP;',
      },
    },
    files: keytarFor('linux'),
  },
  deb: { depends: debDepends, recommends: ['libappindicator3-1 | libayatana-appindicator3-1', 'libglib2.0-bin', 'gnome-keyring | kwalletmanager'] },
  rpm: {
    depends: [
      'gtk3',
      'libnotify',
      'nss',
      'libXScrnSaver',
      '(libXtst or libXtst6)',
      'xdg-utils',
      'at-spi2-core',
      '(libuuid or libuuid1)',
      'libsecret',
      '(alsa-lib or libasound2)',
    ],
  },

  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
}
