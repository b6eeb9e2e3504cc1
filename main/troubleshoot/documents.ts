// Where the catalogue's wordings were read, or which program was seen to print them.

export const documents = {
  // The console
  appliance: 'Setting SSL/TLS appliance certificates, 2023-01-05',
  draft2021: 'Work with certificates (draft), 2021-08-11',
  firstSignIn: 'Activate and set up your sensor, 2022-06-06',
  health: 'Sensor health message reference, 2022-04-24',
  manage: 'Manage individual sensors, 2022-11-28',
  // Browsers
  chromium: 'Chromium source, net/base/net_error_list.h, read 2026-11',
  chromePage: 'Warning pages of Chrome as quoted in public reports, read 2026-11',
  firefox: 'Firefox source, error names of NSS and mozilla::pkix, read 2026-11',
  firefoxHelp: 'Mozilla Support, What do the security warning codes mean?, read 2026-11',
  // Windows
  comErrors: 'COM Error Codes (Security and Setup), 2018-05-31',
  winErrors: 'System error codes (winerror.h) as quoted in public source, read 2026-11',
  schannel: 'curl with Schannel as quoted in public reports, read 2026-11',
  keystoreExplorer318: 'KeyStore Explorer issue 318, 2024-09-24',
  teleport27657: 'Teleport issue 27657, 2023-06-09',
  storeReadOnly: 'A public guide to VPN clients on Windows quotes its beginning, read 2026-11',
  kb919074: 'Microsoft support article 919074, quoted 2016-06-04',
  certificateDsc153: 'CertificateDsc issue 153, 2018-08-16',
  dotnet: '.NET exceptions as quoted in public reports, read 2026-11',
  // OpenSSL, curl, Node
  openssl: 'Printed by OpenSSL 3.0.19, 2026-01-27',
  opensslText: 'Text in the library of OpenSSL 3.0.19, 2026-01-27',
  openssl79: 'OpenSSL issue 26143, 2024-12-10',
  openssl7: 'OpenSSL issue 21589, 2023-07-28',
  openssl26: 'Printed by Node 20.20.2 and quoted in OpenSSL issue 13758',
  curl: 'Printed by curl 7.88.1, 2023-02-20',
  node: 'Printed by Node 20.20.2, 2026',
  // DPS, IoT Hub, IoT Edge
  dps189: 'azure-iot-sdk-python issue 189, 2018-09-06',
  dps2362: 'azure-iot-sdk-c issue 2362, 2022-09-05, and azure-iot-sdk-node issue 869, 2020-07-29',
  dps203: 'azure-iot-sdk-java issue 203, 2018-02-07',
  edge2739: 'Azure IoT Edge issue 2739, 2020-03-25',
  hub401003: 'Troubleshoot 401003 IoTHubUnauthorized, read 2026-11',
  possession: 'azure-iot-sdk-c issue 1347, 2019-11-26',
  cliExtension: 'azure-iot-cli-extension source, read 2026-11',
  edgeProvision: 'Create and provision IoT Edge devices with X.509 certificates, read 2026-11',
  edgeCheck: 'Azure IoT Edge and IoT Identity Service source (check), read 2026-11',
} as const;
