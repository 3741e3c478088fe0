// Types of the companion specification for machine vision.
import type {
  AddressSpace,
  BaseNode,
  ExtensionObject,
  UADataType,
  UAMethod,
  UAObject,
  UAObjectType,
} from 'node-opcua';

const uri = 'http://opcfoundation.org/UA/MachineVision';

export class VisionTypes {
  private readonly addressSpace: AddressSpace;
  private readonly index: number;

  constructor(addressSpace: AddressSpace) {
    this.addressSpace = addressSpace;
    this.index = addressSpace.getNamespaceIndex(uri);
  }

  objectType(name: string): UAObjectType {
    return known(name, this.addressSpace.findObjectType(name, this.index));
  }

  eventType(name: string): UAObjectType {
    return known(name, this.addressSpace.findEventType(name, this.index));
  }

  dataType(name: string): UADataType {
    return known(name, this.addressSpace.findDataType(name, this.index));
  }

  structure(name: string, fields: object): ExtensionObject {
    return this.addressSpace.constructExtensionObject(this.dataType(name), { ...fields });
  }

  object(of: BaseNode, name: string): UAObject {
    return known(name, of.getChildByName(name, this.index)) as UAObject;
  }

  method(of: UAObject, name: string): UAMethod {
    return known(name, of.getMethodByName(name, this.index));
  }
}

function known<Node>(name: string, node: Node | null): Node {
  if (node === null) throw new Error(`The companion specification has no ${name}.`);
  return node;
}
