export const accessKeyId: string;
export const secretAccessKey: string;
export function expectedSignature(
  request: {
    readonly method: string;
    readonly path: string;
    readonly query?: string;
    readonly headers: Readonly<Record<string, string>>;
  },
  scope: { readonly date: string; readonly region: string; readonly signedHeaders: string },
): string;
