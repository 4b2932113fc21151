<?php
// What the plugin takes files for, without WordPress:  php file-type.php PLUGIN  reads [[base64, name, said]…] and prints the
// types; with  lists  behind it, the plugin's two lists.
namespace Intake_Form;

define('ABSPATH', '/');
require "$argv[1]/includes/class-file-type.php";
if (($argv[2] ?? '') === 'lists') {
    $magic = array_map(fn($row) => [$row[0], base64_encode($row[1]), $row[2]], File_Type::MAGIC);
    echo json_encode(['types' => File_Type::TYPES, 'magic' => $magic]);
} else {
    $cases = json_decode(file_get_contents('php://stdin'));
    echo json_encode(array_map(fn($one) => File_Type::find(base64_decode($one[0]), $one[1], $one[2]), $cases));
}
