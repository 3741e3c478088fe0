// Serves coils and holding registers 0 to 99 at the port of its first argument, and tells its parent of every write.
import { ServerTCP } from 'modbus-serial';

const size = 100;
const coils = Array(size).fill(false);
const registers = Array(size).fill(0);

/** Modbus: illegal data address. */
const mustExist = (address) => {
  if (address >= size) throw { modbusErrorCode: 2 };
};
const server = new ServerTCP(
  {
    getCoil: (address) => {
      mustExist(address);
      return coils[address];
    },
    getHoldingRegister: (address) => {
      mustExist(address);
      return registers[address];
    },
    setCoil: (address, value) => {
      mustExist(address);
      coils[address] = value;
      process.send({ table: 'coil', address, value: Number(value) });
    },
    setRegister: (address, value) => {
      mustExist(address);
      registers[address] = value;
      process.send({ table: 'register', address, value });
    },
  },
  { host: '127.0.0.1', port: Number(process.argv[2]), unitID: 255 },
);
server.on('initialized', () => process.send('listening'));
