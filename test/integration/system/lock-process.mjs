import { endWithParent, lockFile } from '../../../src-inference/system/index.ts';

endWithParent();
lockFile(process.argv[2]);
process.send('locked');
setInterval(() => undefined, 60_000);
