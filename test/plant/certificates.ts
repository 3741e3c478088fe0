// Certificates for a server of the plant.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An authority, and a certificate that it signed for 127.0.0.1. */
export function makeCertificates(folder: string): void {
  const openssl = (...words: readonly string[]): unknown =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];
  openssl('req', '-x509', '-days', '2', '-subj', '/CN=authority', ...key, 'ca.key', '-out', 'ca.pem');
  openssl('req', '-subj', '/CN=127.0.0.1', ...key, 'server.key', '-out', 'server.csr');
  writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-days', '2', '-in', 'server.csr', ...signed, '-out', 'server.pem');
}
