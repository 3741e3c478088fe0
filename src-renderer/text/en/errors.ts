// What each error code means to a person, and the way out where the error itself names none.
import type { ErrorCode } from '../../../src-inference/contract/index.ts';

const checkPath = 'Check the path and whether the file is there.';
const otherVideo = 'Choose another video, or convert this one to mp4 with H.264.';

export const errors = {
  usage: { title: 'Not understood', remedy: 'Check what was typed.' },
  source_not_found: { title: 'Source not found', remedy: checkPath },
  source_unreadable: { title: 'Source cannot be read', remedy: otherVideo },
  source_not_video: { title: 'No picture in the source', remedy: otherVideo },
  source_invalid: { title: 'Not a source', remedy: 'Check address, port and options.' },
  source_unrecognised: { title: 'Stream not recognised', remedy: 'Choose the format by hand.' },
  source_unauthorized: {
    title: 'User or password is wrong',
    remedy:
      'Open the source again with the right user and password. The station waits long between attempts, so that the camera does not lock it out.',
  },
  source_host_unknown: {
    title: 'Name of the camera is not known',
    remedy: 'Check how the name is written, or use the IP address of the camera.',
  },
  source_unreachable: {
    title: 'Nothing answers at this address',
    remedy: 'Check that the camera is on, its network cable, and its address.',
  },
  source_refused: {
    title: 'The connection is refused',
    remedy: 'Check the port, and whether video (RTSP) is switched on in the camera.',
  },
  source_other_sender: {
    title: 'Two senders on one port',
    remedy: 'The first one is watched. Let the other one send to another port, or stop it.',
  },
  source_silent: {
    title: 'No pictures come any more',
    remedy: 'Check the camera and its cable. The station goes on by itself when pictures return.',
  },
  source_delayed: {
    title: 'This machine is too slow for the pictures',
    remedy:
      'What waited was left out. Let the camera send smaller or fewer pictures, and see what else this machine is doing.',
  },
  not_allowed: {
    title: 'Not allowed',
    remedy: 'Log in as operator, or ask the person who set up the station.',
  },
  outside_roots: {
    title: 'Outside of the folders of this station',
    remedy: 'Choose a file or folder below those that are offered, or ask the person who set up the station.',
  },
  request_invalid: {
    title: 'Request not understood',
    remedy: 'Reload the screen: it may be older than the station.',
  },
  not_permitted: {
    title: 'Closed to the station',
    remedy: 'Move it into a folder of the station, or have the administrator open its folder to the station.',
  },
  not_possible: { title: 'Not possible now', remedy: 'Wait for the state to change, then try again.' },
  recipe_not_found: { title: 'Recipe not found', remedy: 'Choose another recipe.' },
  recipe_invalid: { title: 'Recipe not valid', remedy: 'Correct the recipe at the place that is named.' },
  recipe_mismatch: {
    title: 'Recipe does not fit the model',
    remedy: 'Use actions that the model knows, or another model.',
  },
  recipe_exists: { title: 'There is already a recipe with this name', remedy: 'Choose another name.' },
  recipe_changed: {
    title: 'Somebody else has saved this recipe',
    remedy: 'Open the recipe again and look at what was changed.',
  },
  code_invalid: {
    title: 'Code not understood',
    remedy: 'Scan it again. If that does not help, type the serial number.',
  },
  serial_known: {
    title: 'This serial number was made before',
    remedy: 'Rework the part, or scan the right code.',
  },
  variant_unknown: {
    title: 'No recipe for this variant',
    remedy: 'Scan the right code, or add the variant in Setup.',
  },
  person_unknown: { title: 'Person not known', remedy: 'Add the person or the badge in Setup.' },
  pin_wrong: { title: 'The PIN is wrong', remedy: 'Type it again.' },
  pin_locked: { title: 'Too many wrong PINs', remedy: 'Wait, or log in with the badge.' },
  badge_in_use: { title: 'Another person has this badge', remedy: 'Take it from that person first.' },
  part_not_found: { title: 'Part not found', remedy: 'It may have been removed from the record.' },
  station_newer: {
    title: 'Made by a newer version',
    remedy: 'Install the newer Stepwatch again, or choose another folder. Nothing was changed.',
  },
  journal_damaged: {
    title: 'Part of the record cannot be used',
    remedy: 'Nothing needs to be done: the rest is used. If it happens again, check the disk.',
  },
  settings_invalid: { title: 'A setting cannot be used', remedy: 'Correct it. The other settings apply.' },
  model_not_found: { title: 'Model not found', remedy: 'Choose the folder that holds model.yaml.' },
  model_card_invalid: {
    title: 'Model card not valid',
    remedy: 'Correct model.yaml at the place that is named.',
  },
  model_invalid: { title: 'Model cannot be loaded', remedy: 'Copy the weights again, or use another model.' },
  model_damaged: {
    title: 'The network is damaged',
    remedy: 'Copy the network again from where it came from.',
  },
  model_mismatch: {
    title: 'Model card and network disagree',
    remedy: 'Use the card that belongs to the network.',
  },
  model_rejected: {
    title: 'Optimised network rejected',
    remedy: 'Calibrate it with more videos that show all actions.',
  },
  labels_invalid: { title: 'Labels not valid', remedy: 'Correct the file at the place that is named.' },
  labels_need_rate: {
    title: 'Frame rate missing',
    remedy: 'Say how many frames a second the labels were made with.',
  },
  labels_need_tier: { title: 'Several kinds of labels', remedy: 'Say which of them are the actions.' },
  labels_need_video: { title: 'Labels of several videos', remedy: 'Say which video is meant.' },
  labels_changed: {
    title: 'Other labels were saved meanwhile',
    remedy: 'Load the labels again, and repeat what you changed.',
  },
  label_in_use: {
    title: 'Label in use',
    remedy: 'Rename the label, or remove its actions from the recordings first.',
  },
  project_not_found: { title: 'No project here', remedy: 'Make a project, or open another folder.' },
  project_invalid: {
    title: 'Project not readable',
    remedy: 'Correct the file at the place that is named, or restore it from a copy.',
  },
  project_newer: {
    title: 'Project of a newer version',
    remedy: 'Update Stepwatch on this machine, then open the project again.',
  },
  project_exists: { title: 'Project exists', remedy: 'Open it, or choose another folder.' },
  recording_not_found: {
    title: 'Recording not found',
    remedy: 'Somebody may have removed it. Load the page again.',
  },
  recording_exists: {
    title: 'Recording is there already',
    remedy: 'Keep one of the two: the same video twice would make a network look better than it is.',
  },
  recordings_too_few: {
    title: 'Too few recordings',
    remedy: 'Record and label more parts, if possible by another person.',
  },
  label_too_rare: {
    title: 'An action is too rare',
    remedy: 'Record it more often, or remove the label from the project.',
  },
  network_not_found: {
    title: 'Network not found',
    remedy: 'Somebody may have removed it. Load the page again.',
  },
  training_failed: {
    title: 'Training failed',
    remedy: 'Read what it says, then resume the training or begin another.',
  },
  pytorch_missing: {
    title: 'PyTorch is not installed',
    remedy: 'Install it with the command that is shown, or teach without it.',
  },
  backend_unavailable: {
    title: 'Program for the network is missing',
    remedy: 'Install what the error names, or let the model card leave the backend open.',
  },
  network_unsupported: {
    title: 'Network not for TensorRT',
    remedy:
      'Let the model card leave the backend open, or export the network without the operator that the error names.',
  },
  engine_build_failed: {
    title: 'TensorRT could not prepare the network',
    remedy: 'Read what it says: often memory is short. Close other programs, or use another backend.',
  },
  engine_unusable: {
    title: 'Prepared network cannot be loaded',
    remedy: 'Delete the folder of engines that the error names, and load the model again.',
  },
  gpu_failed: {
    title: 'The GPU failed',
    remedy: 'Look at temperature, memory and driver of the GPU, then load the model again.',
  },
  cpu_unsuitable: {
    title: 'Network not for this processor',
    remedy: 'Let the optimizer make one for this machine, or use the original network (fp32).',
  },
  server_invalid: {
    title: 'Not an inference server',
    remedy: 'Write it as grpc://HOST:8001/MODEL or http://HOST:8000/MODEL.',
  },
  server_host_unknown: {
    title: 'Inference server not found',
    remedy: 'Check the name of the server, or use its address.',
  },
  server_unreachable: {
    title: 'Inference server does not answer',
    remedy: 'Check address and port, the cable, and whether the server runs.',
  },
  server_tls: {
    title: 'Encryption not agreed on with the inference server',
    remedy: 'Check the certificates, and whether this port is encrypted.',
  },
  server_unauthorized: {
    title: 'Inference server does not let the station in',
    remedy: 'Check the token and the certificate.',
  },
  server_model_missing: {
    title: 'Inference server does not have the model',
    remedy: 'Check the name and the version of the model, or load it on the server.',
  },
  server_model_not_ready: {
    title: 'Model not ready on the inference server',
    remedy: 'Wait until the server has loaded it, or read its log.',
  },
  server_mismatch: {
    title: 'Model of the inference server does not fit',
    remedy: 'Serve the network that belongs to this model card.',
  },
  server_rejected: {
    title: 'Refused by the inference server',
    remedy: 'Check whether this port speaks KServe v2, and read the log of the server.',
  },
  server_answer_invalid: {
    title: 'Answer of the inference server cannot be used',
    remedy: 'Serve the network that belongs to this model card, and export it again.',
  },
  server_timeout: {
    title: 'Inference server too slow',
    remedy: 'Give it more time in Setup, or fewer stations.',
  },
  media_unavailable: {
    title: 'GStreamer is missing',
    remedy: 'Install what the diagnostics in Setup list.',
  },
  output_invalid: { title: 'Output not valid', remedy: 'Check its address and options.' },
  output_failed: { title: 'Output failed', remedy: 'Check its target, then switch it on again.' },
  link_host_unknown: {
    title: 'Name not found on the network',
    remedy: 'Check the name, or use the address of the other side.',
  },
  link_unreachable: {
    title: 'Nothing answers there',
    remedy: 'Check address and port, the cable, and whether the other side runs.',
  },
  link_tls: {
    title: 'Encryption not agreed on',
    remedy: 'Check the certificates, and whether this port is encrypted.',
  },
  link_unauthorized: { title: 'Not let in', remedy: 'Check user, password and certificate.' },
  link_rejected: {
    title: 'Refused by the other side',
    remedy: 'Check what it allows: topics, addresses, or the path.',
  },
  link_not_installed: {
    title: 'Not installed on this station',
    remedy: 'Install the package that the message names, then start the station again.',
  },
  link_stopped: {
    title: 'Connections are being restarted',
    remedy: 'Wait a moment. If it happens again, export a support bundle.',
  },
  plant_database_missing: {
    title: 'No such database',
    remedy: 'Check the name of the database, or make it on the server.',
  },
  plant_rights_missing: {
    title: 'Rights are missing in the database',
    remedy: 'Grant the user its rights on the schema stepwatch.',
  },
  plant_schema_missing: {
    title: 'The database has no tables yet',
    remedy: 'Make them with “stepwatch plant migrate”.',
  },
  plant_schema_old: {
    title: 'The tables of the database are too old',
    remedy: 'Bring them up to date with “stepwatch plant migrate”.',
  },
  plant_schema_new: {
    title: 'The database is newer than this program',
    remedy: 'Update the program of this machine. What waits is kept until then.',
  },
  link_store_missing: {
    title: 'The store is not there',
    remedy: 'Mount the share, or check the name of the folder or bucket.',
  },
  rollout_refused: {
    title: 'Refused at the station',
    remedy: 'Ask there, then roll it out again.',
  },
  artifact_invalid: {
    title: 'Damaged on its way',
    remedy: 'Roll it out again. If it happens again, push the files to the plant once more.',
  },
  disk_full: { title: 'Disk full', remedy: 'Free some space, or record to another folder.' },
  index_unwritable: {
    title: 'History has no index',
    remedy: 'Check the disk and the rights of the folder. The record itself is complete.',
  },
  files_undeletable: {
    title: 'Files cannot be deleted',
    remedy: 'Allow the station to write in the folder of these files.',
  },
  evidence_unwritable: {
    title: 'Evidence cannot be written',
    remedy: 'Check the disk and the rights of the folder. Checking goes on.',
  },
  record_unwritable: {
    title: 'Record cannot be written',
    remedy: 'Check the disk and the rights of the folder.',
  },
  folder_in_use: {
    title: 'Another station uses this folder',
    remedy: 'Use that station or end it, or start this one with another folder.',
  },
  record_replaced: {
    title: 'Record was deleted or replaced',
    remedy: 'Find out who did it. The record goes on.',
  },
  output_unwritable: { title: 'Output cannot be written', remedy: 'Check its target.' },
  port_unavailable: {
    title: 'Port cannot be used',
    remedy: 'Choose another port, or stop the program that uses it.',
  },
  engine_unavailable: {
    title: 'The station did not answer',
    remedy: 'Wait until it runs again, then try once more.',
  },
  aborted: { title: 'Stopped', remedy: 'Start it again when it is needed.' },
  internal: { title: 'Defect', remedy: 'Export a support bundle in Setup and report it.' },
} as const satisfies Record<ErrorCode, { readonly title: string; readonly remedy: string }>;
