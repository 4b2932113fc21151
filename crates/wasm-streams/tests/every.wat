;; Every kind of instruction that is known, for the tests of this crate and of the loader.
(module
  (type $none (func))
  (type $two (func (param i32 i32) (result i32 i32)))
  (memory 2)
  (table $t 10 funcref)
  (table $e 10 externref)
  (global $g (mut i32) (i32.const 1048576))
  (elem $s func $f)
  (data $d "once upon a time")
  (func $f (export "f"))

  ;; Nothing.
  (func)

  ;; Locals.
  (func (param i32) (local i32 i32 i64 f32 f64 externref) (local.set 0 (local.tee 1 (local.get 2))))

  ;; Blocks.
  (func (result i32) (block (result i32) (if (result i32) (i32.const 1) (then (i32.const 2)) (else (i32.const 3))))
    (loop (br_if 0 (i32.const 0))) (block (br 0)) (i32.const 1) (i32.const 2) (block (type $two)) (drop) (drop))

  ;; A table of labels.
  (func (block (block (block (br_table 0 1 2 1 0 3 (i32.const 1))) nop)) return)

  ;; Calls.
  (func (call $f) (call_indirect $t (type $none) (i32.const 200)) (call $f) unreachable)

  ;; Constants.
  (func (drop (i32.const -1)) (drop (i32.const 1048600)) (drop (i32.const -2147483648)) (drop (i64.const -9223372036854775808))
    (drop (i64.const 5)) (drop (f32.const 1.5)) (drop (f64.const nan:0x123)))

  ;; Memory.
  (func (i32.store offset=300 (i32.const 0) (i32.load (i32.const 8))) (i64.store align=4 (i32.const 0) (i64.load align=1 (i32.const 1)))
    (i32.store8 (i32.const 1) (i32.load16_s align=1 (i32.const 1))) (f64.store (i32.const 0) (f64.load offset=70000 (i32.const 0)))
    (drop (memory.grow (memory.size))))

  ;; Memory as a whole.
  (func (memory.copy (i32.const 0) (i32.const 1) (i32.const 2)) (memory.fill (i32.const 0) (i32.const 1) (i32.const 2))
    (memory.init $d (i32.const 0) (i32.const 1) (i32.const 2)) (data.drop $d))

  ;; Tables.
  (func (table.set $e (i32.const 0) (table.get $e (i32.const 1))) (drop (table.grow $e (ref.null extern) (i32.const 1)))
    (drop (table.size $e)) (table.fill $e (i32.const 0) (ref.null extern) (i32.const 1)) (drop (ref.is_null (ref.func $f)))
    (table.copy $e $e (i32.const 0) (i32.const 1) (i32.const 2)) (table.init $t $s (i32.const 0) (i32.const 0) (i32.const 0)) (elem.drop $s))

  ;; Conversions.
  (func (drop (i32.trunc_sat_f32_s (f32.const 1))) (drop (i64.trunc_sat_f64_u (f64.const 1))) (drop (i32.extend8_s (i32.const 200)))
    (drop (i64.extend32_s (i64.const 5))) (drop (f64.promote_f32 (f32.const 1))))

  ;; Choices.
  (func (drop (select (i32.const 1) (i32.const 2) (i32.const 0)))
    (drop (select (result externref) (ref.null extern) (ref.null extern) (i32.const 0))))

  ;; Globals.
  (func (global.set $g (i32.add (global.get $g) (i32.const 16)))))
