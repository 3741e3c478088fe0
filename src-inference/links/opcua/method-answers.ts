// Output arguments that the methods of OPC 40100-1 have in common.
import type { CallMethodResultOptions, ExtensionObject, Variant, VariantLike } from 'node-opcua';
import type { Opcua } from './library.ts';

export class MethodAnswers {
  /** Nothing is held for a client: what is kept is kept by count. */
  readonly handle: VariantLike;
  /** What went wrong is in the status of the call. */
  readonly noError: VariantLike;
  private readonly opcua: Opcua;

  constructor(opcua: Opcua) {
    this.opcua = opcua;
    this.handle = { dataType: opcua.DataType.UInt32, value: 1 };
    this.noError = { dataType: opcua.DataType.Int32, value: 0 };
  }

  readonly good = (...outputArguments: VariantLike[]): CallMethodResultOptions => ({
    statusCode: this.opcua.StatusCodes.Good,
    outputArguments,
  });

  readonly structure = (value: ExtensionObject | null): VariantLike => ({
    dataType: this.opcua.DataType.ExtensionObject,
    value,
  });

  variants(value: readonly Variant[]): { dataType: number; arrayType: number; value: Variant[] } {
    const { DataType, VariantArrayType } = this.opcua;
    return { dataType: DataType.Variant, arrayType: VariantArrayType.Array, value: [...value] };
  }

  /** IsComplete, count, handle, list, error. */
  list(value: readonly ExtensionObject[], isComplete: boolean): CallMethodResultOptions {
    const { DataType, VariantArrayType } = this.opcua;
    return this.good(
      { dataType: DataType.Boolean, value: isComplete },
      { dataType: DataType.UInt32, value: value.length },
      this.handle,
      { dataType: DataType.ExtensionObject, arrayType: VariantArrayType.Array, value: [...value] },
      this.noError,
    );
  }
}
