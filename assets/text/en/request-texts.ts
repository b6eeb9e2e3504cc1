// What stands beside the commands in the files that other programs make a request from. One line each.
export const requestTexts = {
  inf: [
    'Makes a key and a request on Windows. On the computer where the key shall live, as administrator:',
    '  certreq -new request.inf request.csr',
    'The certificate that comes back is joined with the key by: certreq -accept certificate.cer',
  ],
  config: (command: string) => ['Makes a key and a request with OpenSSL:', `  ${command}`],
};
