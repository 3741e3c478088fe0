import { StationError } from '../../src-inference/contract/index.ts'; console.log(new StationError('usage','x').code, import.meta.dirname);
